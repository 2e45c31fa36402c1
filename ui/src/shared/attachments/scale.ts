/** A picture on its way to the program: a camera's is scaled down here, the program judges what comes of it. */

/** The longest edge of a photo, pixels. */
export const PHOTO_EDGE_PX = 1600;

/** The size that fits into a square of `edge`, never larger than it is. */
export function fitted(width: number, height: number, edge: number): [number, number] {
  const share = Math.min(1, edge / Math.max(width, height, 1));
  return [Math.max(1, Math.round(width * share)), Math.max(1, Math.round(height * share))];
}

/** As a JPEG of at most `edge` pixels and, as far as it can be had, `kb` kilobytes. Throws where it is no picture. */
export async function toJpeg(picture: Blob, edge: number, kb: number): Promise<Uint8Array> {
  const bitmap = await createImageBitmap(picture);
  try {
    for (const [share, quality] of [[1, 0.85], [1, 0.7], [0.75, 0.7], [0.5, 0.6], [0.35, 0.5]] as const) {
      const bytes = await drawn(bitmap, Math.round(edge * share), quality);
      if (bytes.length <= kb * 1024 || share === 0.35) return bytes;
    }
    throw new Error('unreachable');
  } finally {
    bitmap.close();
  }
}

async function drawn(bitmap: ImageBitmap, edge: number, quality: number): Promise<Uint8Array> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = fitted(bitmap.width, bitmap.height, edge);
  const brush = canvas.getContext('2d');
  if (!brush) throw new Error('no canvas');
  // What is transparent is white on paper.
  brush.fillStyle = '#fff';
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
  if (!blob) throw new Error('no JPEG');
  return new Uint8Array(await blob.arrayBuffer());
}
