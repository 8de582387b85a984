/** A two-tone call, made here so that no sound file is needed. Browsers stay silent until the first click or key. */
let context: AudioContext | undefined

export async function soundAlarm(): Promise<boolean> {
  if (!context && !navigator.userActivation?.hasBeenActive) return false
  context ??= new AudioContext()
  if (context.state === 'suspended') {
    // resume() waits for a gesture for as long as there is none.
    await Promise.race([context.resume(), new Promise(done => setTimeout(done, 300))])
  }
  if (context.state !== 'running') return false
  const from = context.currentTime
  for (const [index, frequency] of [880, 660, 880, 660].entries()) {
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.frequency.value = frequency
    volume.gain.setValueAtTime(0.0001, from + index * 0.28)
    volume.gain.exponentialRampToValueAtTime(0.25, from + index * 0.28 + 0.03)
    volume.gain.exponentialRampToValueAtTime(0.0001, from + index * 0.28 + 0.26)
    tone.connect(volume).connect(context.destination)
    tone.start(from + index * 0.28)
    tone.stop(from + index * 0.28 + 0.27)
  }
  return true
}
