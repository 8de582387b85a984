/** Names each test that passed only at its second attempt, so that a wavering one is seen and mended and yet does not stop a landing. */
export default class SecondAttempts {
  onTestRunEnd(modules) {
    const wavering = modules.flatMap(module =>
      [...module.children.allTests()]
        .filter(test => test.diagnostic()?.flaky)
        .map(test => `${module.relativeModuleId} > ${test.fullName}`),
    )
    if (wavering.length > 0)
      console.log(
        `\n第二次才通过的测试 ${wavering.length} 项，须查明原因：\n${wavering.map(name => `  ${name}`).join('\n')}`,
      )
  }
}
