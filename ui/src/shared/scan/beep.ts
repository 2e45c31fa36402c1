/** Tones: one for a good scan, one that nobody mistakes for it, one for a time that passes. */
let audio: AudioContext | null = null;

function tone(frequency: number, startS: number, lengthS: number, type: OscillatorType): void {
  if (!audio) return;
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.type = type;
  oscillator.frequency.value = frequency;
  gain.gain.value = 0.12;
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(audio.currentTime + startS);
  oscillator.stop(audio.currentTime + startS + lengthS);
}

function ready(): boolean {
  if (typeof AudioContext === 'undefined') return false;
  try {
    audio ??= new AudioContext();
    void audio.resume().catch(() => {});
    return true;
  } catch {
    return false;
  }
}

export function beepGood(): void {
  if (ready()) tone(1320, 0, 0.07, 'sine');
}

/** Three short ones: a time is about to pass, or has. */
export function beepTimer(): void {
  if (!ready()) return;
  for (const startS of [0, 0.2, 0.4]) tone(880, startS, 0.12, 'triangle');
}

export function beepBad(): void {
  if (!ready()) return;
  tone(220, 0, 0.18, 'square');
  tone(180, 0.22, 0.28, 'square');
}
