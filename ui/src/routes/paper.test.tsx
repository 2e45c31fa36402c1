import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { DocumentVerdict } from '@/api';
import { renderAt } from '@/test/working';

const find = (id: string) => screen.findByTestId(id);
const SEAL = `CORDKEEP:V1:DOSSIER:${'0A'.repeat(32)}:${'AB'.repeat(16)}:4711:0123456789ABCDEF`;
const VERDICT: DocumentVerdict = {
  good: true, finding: 'genuine', document: 'dossier', station: 'lab-1', seq: 4711, number: 'UD-A999926000028', about: [], copy: 1, at_ms: 1, by: '何平', voided: false,
  called_off: false,
};

function open(path: string, verdict: DocumentVerdict) {
  return renderAt(path, {
    'scan.read': ({ text, wanted }) => {
      if (wanted && !wanted.kinds.includes('document')) {
        throw { code: 'scan.wrong_kind', params: { expected: wanted.kinds.join(','), found: 'document' }, field: 'text', severity: 'refusal' };
      }
      return { kind: 'document', value: text, unit: null, shipment: null, person: null, part: null, warning: null };
    },
    'document.verify': () => verdict,
    'work.list': () => ({ items: [], more: [] }),
    'review.queue': () => ({ rows: [], next: null, unread: 0 }),
  });
}

async function scan(text: string) {
  const field = await find('scan-field');
  fireEvent.change(field, { target: { value: text } });
  const form = field.closest('form');
  if (form) fireEvent.submit(form);
}

describe('a scanned paper', () => {
  it.each(['/work', '/review'])('leads from %s to what the ledger says of it', async (path) => {
    const { platform } = open(path, VERDICT);
    await scan(SEAL);
    const verdict = await find('document-verdict');
    expect(verdict.dataset.finding).toBe('genuine');
    expect(verdict.textContent).toContain('UD-A999926000028');
    expect(platform.asked.find(({ command }) => command === 'document.verify')?.args).toEqual({ text: SEAL });
    await waitFor(() => expect(window.location.hash).toBe(`#${path}`));
  });

  it('that was never printed does not stand', async () => {
    open('/work', { ...VERDICT, called_off: true });
    await scan(SEAL);
    expect((await find('document-verdict')).textContent).toContain('called off');
  });
});
