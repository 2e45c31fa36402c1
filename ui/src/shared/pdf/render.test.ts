import { describe, expect, it } from 'vitest';
import { bytesOf } from './render';

describe('bytesOf', () => {
  it('gives every byte back', () => {
    const every = Array.from({ length: 256 }, (_, byte) => byte);
    expect([...bytesOf(btoa(String.fromCharCode(...every)))]).toEqual(every);
  });

  it('reads the head of a PDF', () => {
    expect(new TextDecoder().decode(bytesOf('JVBERi0xLjc='))).toBe('%PDF-1.7');
  });
});
