import type { Draft } from '../propose.ts'

/**
 * 抢险队伍集结到位后，…: a step that says what it waits for. The step it waits for must stand before it, be taken at all its levels, and have the words;
 * otherwise the wait is left to a person.
 */
export function inOrder(steps: Draft<'step'>[]): Draft<'step'>[] {
  return steps.map((step, at) => {
    const words = awaited(step.value.detail)
    if (!words) return step
    const first = steps
      .slice(0, at)
      .findLast(
        one =>
          step.value.levels.every(level => one.value.levels.includes(level)) &&
          one.source.paragraph <= step.source.paragraph &&
          one.source.sentence !== step.source.sentence &&
          saysAll(one.value.detail, words),
      )
    return first
      ? { ...step, value: { ...step.value, after: first.value.key }, also: [...step.also, first.source] }
      : step
  })
}

/** What has to be done before: the words ahead of 后，. */
function awaited(detail: string): string | null {
  const match =
    /^(?:[^,，。;；]{2,20}(?=在|待))?(?:在|待)?([^,，。;；]{3,24}?)(?:工作)?(?:全部|基本)?(?:完成|完毕|結束|结束|到位|就绪|就緒)?(?:之)?(?:后|後)[,，]/.exec(
      detail,
    )
  const words = match?.[1]?.replaceAll(/完成|全部|已经|經|经/g, '') ?? ''
  return words.length >= 3 && !/接到|接报|收到|获悉|启动|批准|同意|发生|終止|终止/.test(words) ? words : null
}

/** Two of three pairs of characters stand in the text, in whatever order. */
function saysAll(text: string, words: string): boolean {
  const pairs = Array.from({ length: words.length - 1 }, (_, i) => words.slice(i, i + 2))
  const found = pairs.filter(pair => text.includes(pair)).length
  return found >= 2 && found / pairs.length >= 0.6
}
