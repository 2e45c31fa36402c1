/** Two lists side by side, in order: what only the first has, and what only the second. Pure. */

export interface Line<T> {
  sign: '-' | '+';
  of: T;
}

/** What stays of a longest common subsequence of both: so what changed its place, or its partner, shows too. */
export function changedLines<T>(before: readonly T[], after: readonly T[], same: (one: T, other: T) => boolean): Line<T>[] {
  let [start, oldEnd, newEnd] = [0, before.length, after.length];
  while (start < oldEnd && start < newEnd && same(before[start] as T, after[start] as T)) start += 1;
  while (oldEnd > start && newEnd > start && same(before[oldEnd - 1] as T, after[newEnd - 1] as T)) [oldEnd, newEnd] = [oldEnd - 1, newEnd - 1];
  const [old, fresh] = [before.slice(start, oldEnd), after.slice(start, newEnd)];
  // How many lines the rests from there on share, by place in the first list, then in the second.
  const width = fresh.length + 1;
  const shared = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number) => shared[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      shared[i * width + j] = same(old[i] as T, fresh[j] as T) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line<T>[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && same(old[i] as T, fresh[j] as T)) [i, j] = [i + 1, j + 1];
    else if (j >= fresh.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ sign: '-', of: old[i] as T });
      i += 1;
    } else {
      lines.push({ sign: '+', of: fresh[j] as T });
      j += 1;
    }
  }
  return lines;
}
