import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CurveFile, CurvePreview, CurveShown, CurveUnitView, CurveView, ReviewCurve, RunList, UnitView } from '@/api';
import type { Problem } from '@/api/gen/commands';
import { addLocales, SessionContext, setLocale, type SignedIn } from '@/shared';
import { ScanProvider } from '@/shared/scan/provider';
import { renderWith } from '@/test/render';
import { unitRow } from '@/test/units';
import { locales } from '.';
import { drawn, minutes, sparse } from './curve';
import { NewCurve } from './NewCurve';
import { ReviewDialog } from './ReviewDialog';
import { Reviews } from './Reviews';
import { Shown } from './Shown';

addLocales('freezing', locales);
beforeEach(() => setLocale('en'));

const find = (id: string) => screen.findByTestId(id);
const program = { digest: 'ab', code: 'one', version: '1', zh: '程序', en: 'Program', unconfirmed: 0 };
const SHOWN: CurveShown = {
  file_name: 'run.csv', file_digest: 'cd'.repeat(32), program, equipment: 'CRF-2', rows: 3, lasts_ms: 3_420_000, begins_ms: 0, started_ms: null,
  points: [{ at_ms: 0, chamber_mc: 4000, sample_mc: 4500 }, { at_ms: 60_000, chamber_mc: 3000, sample_mc: 4100 }, { at_ms: 3_420_000, chamber_mc: -100_000, sample_mc: -96_000 }],
  course: [{ at_ms: 0, set_mc: 4000, low_mc: 2000, high_mc: 6000 }, { at_ms: 60_000, set_mc: 3000, low_mc: null, high_mc: 5000 }, { at_ms: 120_000, set_mc: 2000, low_mc: 0, high_mc: 4000 }],
  of_chamber: true,
  findings: [
    { zh: '成核', en: 'Nucleation', finding: { rule: 'nucleation_rise', verdict: 'fail', value: '', limit: '≤ 10 °C', source: 's' } },
    { zh: '慢速', en: 'Slow cooling', finding: { rule: 'phase_slow', verdict: 'unconfirmed', value: '3.1 °C', limit: '-3 – 3 °C', source: 's' } },
  ],
  verdict: 'fail',
  excursions: [{ zh: '慢速', en: 'Slow cooling', from_ms: 1_200_000, until_ms: 1_220_000, beyond_c: '1.1' }],
};

it('times and points are drawn in minutes and degrees, the envelope only where it has both edges', () => {
  expect([0, 59_600, 3_420_000].map(minutes)).toEqual(['0:00', '1:00', '57:00']);
  const { sample, chamber, envelope } = drawn(SHOWN);
  expect([sample[2], chamber[1]]).toEqual([[57, -96], [1, 3]]);
  expect(envelope).toEqual([[0, 2, 6], [2, 0, 4]]);
  expect(drawn({ ...SHOWN, points: [{ at_ms: 0, chamber_mc: null, sample_mc: 0 }] }).chamber).toEqual([[0, null]]);
  expect(sparse([1, 2, 3, 4, 5, 6, 7, 8], 3)).toEqual([1, 4, 7, 8]);
});

it.each([['en', 'Not found', 'Checks: Fail'], ['zh-CN', '未见', '检查结果']] as const)('a curve is told in words beside its picture in %s', async (locale, absent, alternative) => {
  setLocale(locale);
  renderWith({}, <Shown shown={SHOWN} confirmers={['quality']} />);
  const plot = await find('curve-plot');
  expect(plot.getAttribute('role')).toBe('img');
  expect(plot.getAttribute('aria-label')).toContain('run.csv');
  expect(plot.getAttribute('aria-label')).toContain(alternative);
  expect(document.body.textContent).toContain(absent);
  expect((await find('curve-excursions')).textContent).toContain('20:00 – 20:20');
  expect(await find('curve-unjudged')).toBeTruthy();
});

const who = { state: { signature_wants_login: false }, operator: { name: '刘质控', permissions: ['process', 'review'] }, bank: {} } as unknown as SignedIn;
const row = unitRow({ donation: 'd1', din: 'A1' });

it.each([
  ['en', 0, 0, 'Reviewed', '1 unfit'], ['en', 0, 1, '1 unfit', 'Reviewed'], ['en', 2, 1, '2 to review', 'Reviewed'],
  ['zh-CN', 0, 1, '不可使用 1 份', '已审核'], ['zh-CN', 1, 0, '待审核 1 份', '已审核'],
] as const)('a list says in %s that of a curve %i units wait and %i are unfit', (locale, open, unfit, said, unsaid) => {
  setLocale(locale);
  const { container } = renderWith({}, <div data-testid="reviews"><Reviews row={{ open, unfit }} /></div>);
  expect(container.textContent).toContain(said);
  expect(container.textContent).not.toContain(unsaid);
});

describe('bringing a curve in', () => {
  const answers = (preview: (file: CurveFile) => CurvePreview) => ({
    'freezing.form': () => ({ programs: [program], devices: [{ code: 'CRF-2', name: 'Freezer' }] }),
    'run.list': () => ({ open: [], closed: [], unaccounted: [] }) as RunList,
    'unit.get': () => ({ row }) as unknown as UnitView,
    'freezing.preview': preview,
    'freezing.record': () => ({ row: { curve: 'c1' } }) as unknown as CurveView,
  });
  const shown = (preview: (file: CurveFile) => CurvePreview, done: (curve: string) => void = () => {}) =>
    renderWith(answers(preview), <SessionContext.Provider value={who}><ScanProvider fallback={() => false}><NewCurve onBack={() => {}} onDone={done} /></ScanProvider></SessionContext.Provider>);
  const choose = async () => {
    const file = new File(['time,sample\n'], 'run.csv');
    file.arrayBuffer = () => Promise.resolve(new TextEncoder().encode('time,sample\n').buffer as ArrayBuffer);
    fireEvent.change(await find('curve-file'), { target: { files: [file] } });
    await find('curve-file-name');
  };
  const scan = async () => {
    fireEvent.change(await find('field-units'), { target: { value: 'A1' } });
    fireEvent.keyDown(await find('field-units'), { key: 'Enter' });
    await find('curve-units');
  };

  it('records nothing that was not looked at, and looks again where something changed', async () => {
    let recorded = '';
    const { platform } = shown(() => ({ shown: SHOWN, units: [{ unit: row, state: 'new', problem: null }] }), (curve) => { recorded = curve; });
    await choose();
    await scan();
    const submit = await find('submit-freezing-record') as HTMLButtonElement;
    expect(submit.disabled).toBe(true);
    fireEvent.click(await find('curve-look'));
    await find('curve-plot');
    await waitFor(() => expect(submit.disabled).toBe(false));
    fireEvent.change(await find('field-begins'), { target: { value: '05:00' } });
    await find('curve-stale');
    expect(submit.disabled).toBe(true);
    fireEvent.click(await find('curve-look'));
    await waitFor(() => expect(submit.disabled).toBe(false));
    fireEvent.click(submit);
    await waitFor(() => expect(recorded).toBe('c1'));
    const sent = platform.asked.find(({ command }) => command === 'freezing.record')?.args as unknown as CurveFile;
    expect([sent.name, sent.begins, sent.equipment, sent.units]).toEqual(['run.csv', '05:00', 'CRF-2', [{ donation: 'd1', din: null }]]);
  });

  it('asks why a curve takes the place of another', async () => {
    const problem: Problem = { code: 'freezing.replaces', params: { din: 'A1', file: 'old.csv' }, field: 'reason', severity: 'refusal' };
    shown((file) => ({ shown: SHOWN, units: [{ unit: row, state: 'replaces', problem: file.reason === null ? problem : null }] }));
    await choose();
    await scan();
    fireEvent.click(await find('curve-look'));
    expect((await find('curve-preview-units')).textContent).toContain('old.csv');
    fireEvent.change(await find('field-reason'), { target: { value: 'wrong file' } });
    fireEvent.click(await find('curve-look'));
    await waitFor(async () => expect((await find('submit-freezing-record') as HTMLButtonElement).disabled).toBe(false));
  });

  it('says what is wrong with a file and where', async () => {
    shown(() => { throw { code: 'freezing.file_cell', params: { line: 4, column: 'Sample', value: 'cold' }, field: 'content', severity: 'refusal' } satisfies Problem; });
    await choose();
    fireEvent.click(await find('curve-look'));
    const said = await find('problem');
    expect([said.dataset.code, said.textContent?.includes('Line 4')]).toEqual(['freezing.file_cell', true]);
  });
});

it('a review of what does not pass wants a reason, and signs the units that were chosen', async () => {
  const unit = (donation: string): CurveUnitView => ({ unit: unitRow({ donation, din: donation.toUpperCase() }), run: null, current: true, reason: null, digest: `digest-${donation}`, review: null, contested: false, torn: false });
  const view = { row: { curve: 'c1', file_name: 'run.csv' }, shown: SHOWN, wants_reason: true, signer: '刘质控' } as unknown as CurveView;
  const { platform } = renderWith(
    { 'freezing.review': () => view },
    <SessionContext.Provider value={who}><ScanProvider fallback={() => false}><ReviewDialog view={view} units={[unit('d1'), unit('d2')]} onClose={() => {}} /></ScanProvider></SessionContext.Provider>,
  );
  const sign = await find('signature-submit') as HTMLButtonElement;
  fireEvent.click(await find('field-fitness-fit'));
  fireEvent.change(await find('field-password'), { target: { value: 'p' } });
  expect(sign.disabled).toBe(true);
  fireEvent.input(await find('field-note'), { target: { value: 'probe fell out' } });
  fireEvent.click(await find('field-units-d2'));
  await waitFor(() => expect(sign.disabled).toBe(false));
  fireEvent.click(sign);
  await waitFor(() => expect(platform.asked.some(({ command }) => command === 'freezing.review')).toBe(true));
  const sent = platform.asked.find(({ command }) => command === 'freezing.review')?.args as unknown as ReviewCurve;
  expect([sent.units, sent.fitness, sent.note]).toEqual([[{ donation: 'd1', digest: 'digest-d1' }], 'fit', 'probe fell out']);
});
