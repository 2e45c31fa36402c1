/** Scales of a plot. Pure. */

/** From a value to its place on an axis. */
export type Scale = (value: number) => number;

export function linear([low, high]: readonly [number, number], [from, to]: readonly [number, number]): Scale {
  const span = high - low || 1;
  return (value) => from + ((value - low) / span) * (to - from);
}

/** Round values that lie between both ends, about as many as wanted: steps of 1, 2 or 5 and a power of ten. */
export function ticks(low: number, high: number, wanted: number): number[] {
  const span = high - low;
  if (!(span > 0) || wanted < 1) return [low];
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  // A whisker beside, since 0.3 / 0.1 is a little less than 3.
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Whole numbers of steps, so that no rounding adds up.
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** The lowest and the highest of all values, with room for a line's width; from 0 to 1 where there is none. */
export function range(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const room = (high - low || 1) * 0.04;
  return [low - room, high + room];
}

/** The points of a line as an SVG path; a gap where a value is missing. */
export function path(points: readonly (readonly [number, number | null])[], x: Scale, y: Scale): string {
  let pen = 'M';
  const parts: string[] = [];
  for (const [at, value] of points) {
    if (value === null) {
      pen = 'M';
      continue;
    }
    parts.push(`${pen}${x(at).toFixed(1)} ${y(value).toFixed(1)}`);
    pen = 'L';
  }
  return parts.join('');
}

/** The area between two lines. */
export function area(points: readonly (readonly [number, number, number])[], x: Scale, y: Scale): string {
  if (points.length === 0) return '';
  const upper = points.map(([at, , high]) => [at, high] as const);
  const lower = points.map(([at, low]) => [at, low] as const).toReversed();
  return `${path([...upper, ...lower], x, y)}Z`;
}
