import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { DocumentVerdict, ScanMeaning } from '@/api';
import type { Answers } from '@/platform/memory';
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
      return { kind: 'document', value: text, unit: null, shipment: null, person: null, part: null, run: null, room: null, warning: null };
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
    expect((await find('document-verdict')).textContent).toContain('cancelled');
  });
});

describe('the code of a run or a room', () => {
  const said = (over: Partial<ScanMeaning>): ScanMeaning => ({ kind: 'other', value: 'x', unit: null, shipment: null, person: null, part: null, run: null, room: null, warning: null, ...over });
  const answers = (meaning: ScanMeaning): Answers => ({
    'scan.read': ({ wanted }) => {
      if (!wanted?.kinds.includes(meaning.kind)) throw { code: 'scan.wrong_kind', params: { expected: '', found: meaning.kind }, field: 'text', severity: 'refusal' };
      return meaning;
    },
    'work.list': () => ({ items: [], more: [] }),
    'review.queue': () => ({ rows: [], next: null, unread: 0 }),
  });

  it.each(['/work', '/review'])('opens from %s what it names', async (path) => {
    renderAt(path, answers(said({ kind: 'run', value: 'c', run: 'c' })));
    await scan('&rc');
    await waitFor(() => expect(window.location.hash).toBe('#/bench/run.c'));
  });

  it('opens the room', async () => {
    renderAt('/work', answers(said({ kind: 'position', value: 'CR-1', room: 'd' })));
    await scan('&pCR-1');
    await waitFor(() => expect(window.location.hash).toBe('#/environment/d'));
  });

  it('says that this station knows nothing of the run', async () => {
    renderAt('/work', answers(said({ kind: 'run', value: 'c0ffee' })));
    await scan('&rc0ffee');
    await waitFor(() => expect(document.body.textContent).toContain('no record of that run (c0ffee)'));
    expect(window.location.hash).toBe('#/work');
  });
});
