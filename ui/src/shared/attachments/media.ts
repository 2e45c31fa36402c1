/** What the program keeps, as browsers name it. */
import type { MediaType } from '@/api';

const MIME: Record<MediaType, string> = { jpeg: 'image/jpeg', png: 'image/png', pdf: 'application/pdf', csv: 'text/csv', text: 'text/plain' };
const ENDINGS: Record<MediaType, string> = { jpeg: '.jpg,.jpeg', png: '.png', pdf: '.pdf', csv: '.csv', text: '.txt,.log' };

export function isPicture(media: MediaType): boolean {
  return media === 'jpeg' || media === 'png';
}

export function dataUrl(media: MediaType, content: string): string {
  return `data:${MIME[media]};base64,${content}`;
}

/** What a file dialog offers; the program looks at the content. */
export function acceptOf(accept: readonly MediaType[]): string {
  return accept.flatMap((media) => [ENDINGS[media], MIME[media]]).join(',');
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** Text in UTF-8, else in the encoding that devices sold in China write. */
export function textOf(content: string): string {
  const bytes = fromBase64(content);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

export function kilobytes(size: number): number {
  return Math.ceil(size / 1024);
}
