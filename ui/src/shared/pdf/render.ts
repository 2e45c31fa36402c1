/**
 * Draws PDF pages on canvases. pdf.js works in the window's own thread: its handler is imported as a module, so that no
 * worker file has to be found, whatever protocol the window was loaded by. Nothing remote is asked.
 */
import type { PDFDocumentProxy } from 'pdfjs-dist';

export type PdfDocument = PDFDocumentProxy;

/** Bytes of a base64 text. */
export function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/** Reads a PDF. */
export async function openPdf(base64: string): Promise<PdfDocument> {
  const [pdfjs] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.min.mjs'),
    import('pdfjs-dist/legacy/build/pdf.worker.min.mjs'),
  ]);
  return pdfjs.getDocument({ data: bytesOf(base64) }).promise;
}

/** The pages of a PDF as canvases that are `width` CSS pixels wide. */
export async function drawPages(pdf: PdfDocument, width: number): Promise<HTMLCanvasElement[]> {
  const density = Math.max(2, window.devicePixelRatio || 1);
  const pages: HTMLCanvasElement[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const natural = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: (width / natural.width) * density });
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${Math.floor(viewport.height / density)}px`;
    await page.render({ canvas, viewport }).promise;
    pages.push(canvas);
  }
  return pages;
}
