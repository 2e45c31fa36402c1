/** Versions of procedures. Pure. */
import type { ProcedureView } from '@/api';

/** What names a version on the screen. */
export function procedureId({ code, version }: Pick<ProcedureView, 'code' | 'version'>): string {
  return `${code}-${version}`;
}

/** Whether an approval would change something: of an SOP also one that was replaced, or whose day is to be another. */
export function mayBeApproved({ kind, state }: Pick<ProcedureView, 'kind' | 'state'>): boolean {
  return ['not_approved', 'in_review', 'ended'].includes(state) || (kind === 'sop' && ['superseded', 'scheduled'].includes(state));
}

/** The version after this one: its last number one higher, `1` to `2`, `2026-3` to `2026-4`. */
export function nextVersion(version: string): string {
  const last = /^(.*?)(\d+)$/.exec(version);
  return last ? `${last[1] ?? ''}${Number(last[2]) + 1}` : `${version}-2`;
}

/** The text with another version, everything else as it was. */
export function withVersion(content: string, version: string): string {
  return content.replace(/("version"\s*:\s*)"[^"]*"/, `$1${JSON.stringify(version)}`);
}

/** What the administration's id begins with where it names the version that a draft begins with. */
export const DRAW_PREFIX = 'draw.';

/** A text as a file. */
export function saveText(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
