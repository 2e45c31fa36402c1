import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ProcedureView } from '@/api';
import type { Answers } from '@/platform/memory';
import { renderAt } from '@/test/working';
import { placeOf } from './place';

const find = (id: string) => screen.findByTestId(id);

const FIRST: ProcedureView = {
  kind: 'sop', code: 'banking', version: '1', zh: '加工', en: 'Banking', digest: 'a'.repeat(64), state: 'superseded', approved_by: '陈静', approved_ms: 1, effective_ms: 1,
  drawn_by: null, drawn_ms: null, drawn_reason: null, based_on: null, compared_with: null, replaces: null, returned_by: null, returned_ms: null, returned_reason: null, own: false,
  decides: false, can_decide: false, can_end: false, standing: null, unconfirmed: 0, lines: [],
};
const SECOND: ProcedureView = { ...FIRST, version: '2', digest: 'b'.repeat(64), state: 'in_force', compared_with: { code: 'banking', version: '1', zh: '加工', en: 'Banking', digest: FIRST.digest } };
const RETURNED: ProcedureView = { ...FIRST, version: '3', digest: 'c'.repeat(64), state: 'returned', returned_by: '刘质控', returned_reason: 'which scale?' };

const GO = { code: 'go_no_go', number: 21, title: { zh: '判定', en: 'Go or no go' }, help: { zh: '判定', en: 'Decide.' }, inputs: [{ code: 'decision', zh: '判定', en: 'Decision', kind: { choice: [{ code: 'go', zh: '继续', en: 'Go on' }, { code: 'no', zh: '停', en: 'Stop', verdict: 'fail' }] } }] };
const SPIN = {
  code: 'spin', number: 28, title: { zh: '离心', en: 'Spin' }, help: { zh: '以低速离心。', en: 'Spin it slowly.' }, who: ['processing'], needs_second: true, per: 'run',
  inputs: [{ code: 'force', zh: '离心力', en: 'Force', unit: '×g', kind: { number: { min: '10', max: '2000' } }, low: '45', high: '55', outside: 'signed' }],
  scans: [{ code: 'centrifuge', zh: '离心机', en: 'Centrifuge', kind: 'equipment', of: 'centrifuge' }],
  when: { step: 'go_no_go', input: 'decision', is: ['go'] }, timing: [{ from: 'go_no_go', within_min: 30, outside: 'signed' }], dwell: { min_min: 5, max_min: 20, outside: 'signed' },
};
const TEXT = JSON.stringify({ code: 'banking', version: '2', steps: [GO, SPIN] });

const answers: Answers = {
  'procedure.list': () => ({ procedures: [FIRST, SECOND, RETURNED, { ...FIRST, kind: 'limits', code: 'limits', digest: 'd'.repeat(64) }] }),
  'procedure.text': ({ digest }) => {
    if (digest === RETURNED.digest) throw { code: 'procedure.no_text', params: {}, field: null, severity: 'refusal' };
    return { code: 'banking', version: '2', digest, content: TEXT, draft_base: null };
  },
  'procedure.compare': ({ before, after }) => ({
    changes: before === FIRST.digest && after === SECOND.digest
      ? [{ kind: 'changed', number: 28, zh: '离心', en: 'Spin', before: JSON.stringify({ ...SPIN, dwell: { min_min: 3, max_min: 20, outside: 'signed' } }, null, 2), after: JSON.stringify(SPIN, null, 2), before_picture: null, after_picture: null }]
      : [],
  }),
};

beforeAll(() => {
  // jsdom lays nothing out: give the list a height.
  for (const name of ['offsetHeight', 'clientHeight', 'offsetWidth']) Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value: 600 });
});

describe('procedures', () => {
  it('are listed for everybody who may view, what is in force first', async () => {
    renderAt('/procedures', answers, ['view']);
    await find('nav-procedures');
    const rows = await screen.findAllByTestId('procedure-version-row');
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringContaining('In force'), expect.stringContaining('Superseded'), expect.stringContaining('Returned'),
    ]);
    fireEvent.click(rows[0] as HTMLElement);
    await find('procedure-text');
  });

  it('are read whole: instruction, inputs, limits, scans, times and for which units', async () => {
    renderAt(`/procedures/${SECOND.digest}.spin`, answers, ['view']);
    const step = await find('procedure-step-spin');
    const said = step.textContent ?? '';
    for (const text of ['Spin it slowly.', 'a second person confirms', 'one entry for a whole run', 'wanted 45 – 55 ×g', 'can be entered 10 – 2000 ×g', 'reason and signature', 'centrifuge', '21 Go or no go, Decision: Go on', 'within 30 min', 'at least 5 min', 'at most 20 min']) {
      expect(said).toContain(text);
    }
    expect(step.dataset.wanted).toBe('true');
    expect((await find('procedure-step-go_no_go')).textContent).toContain('Stop (Should not be)');
    fireEvent.change(await find('procedure-find'), { target: { value: 'slowly' } });
    await waitFor(() => expect(screen.queryByTestId('procedure-step-go_no_go')).toBeNull());
    expect(screen.getByTestId('procedure-step-spin')).not.toBeNull();
  });

  it('are compared, any two of them, in words', async () => {
    renderAt(`/procedures/${SECOND.digest}`, answers, ['view']);
    fireEvent.click(await find('procedure-compare-base'));
    expect({ ...(await find('procedure-compared')).dataset }).toMatchObject({ before: '1', after: '2' });
    const words = (await find('procedure-change-words')).textContent ?? '';
    expect(words).toContain('- Goes on: at least 3 min');
    expect(words).toContain('+ Goes on: at least 5 min');
    expect(words, 'what is the same is not said').not.toContain('Spin it slowly');
    fireEvent.click(await find('procedure-exchange'));
    await find('procedure-no-changes');
  });

  it('whose text has not come here say so', async () => {
    renderAt(`/procedures/${RETURNED.digest}`, answers, ['view']);
    expect((await find('problem')).dataset.code).toBe('procedure.no_text');
    expect(document.body.textContent).toContain('which scale?');
  });
});

describe('the address', () => {
  it.each([
    ['a', { digest: 'a', step: null, before: null }],
    ['a.spin', { digest: 'a', step: 'spin', before: null }],
    ['a~b', { digest: 'b', step: null, before: 'a' }],
  ])('%s', (id, place) => expect(placeOf(id)).toEqual(place));
});
