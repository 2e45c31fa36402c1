import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import type { AssessRoom, MonitoredRunView, MonitoringView, MonitorRoom, RoomFindingView, RoomRow, RoomView, RunPage } from '@/api';
import { addLocales, SessionContext, setLocale, type ChartColours, type SignedIn } from '@/shared';
import { ScanProvider } from '@/shared/scan/provider';
import { renderAt } from '@/test/working';
import { renderWith } from '@/test/render';
import { locales } from '.';
import { AssessDialog } from './AssessDialog';
import { limitsOf, placeOf, quantitiesOf, runChoices, trendOf, waiting } from './look';
import { trendOption } from './Trend';

addLocales('environment', locales);
beforeEach(() => setLocale('en'));

const find = <E extends HTMLElement = HTMLElement>(id: string) => screen.findByTestId<E>(id);
const ROOM = 'a'.repeat(32);
const row: RoomRow = {
  room: ROOM, code: 'CR-1', zh: '洁净间', en: 'Clean room', site: 's', site_code: 'LAB', grade: 'b', points: ['P1', 'P2'], retired: false, retired_reason: '', last_ms: null, verdict: null, open_plates: 0, waiting: 0,
};
const finding = (number: string, verdict: RoomFindingView['verdict'], point = 'P1'): RoomFindingView => ({
  point, quantity: 'humidity', plate: null, number, value: `${number} %`, level: 'action', verdict, limit: '45 – 65 %', source: 's',
});
const run: MonitoredRunView = { run: 'r1', number: '261122-AAAA', donations: ['d1', 'd2'], former: false, standing: 'exceeded', plate: '', digest: 'ab', assessment: null };
const monitoring = (seq: number, change: Partial<MonitoringView> = {}): MonitoringView => ({
  station: 'st', seq, room: ROOM, code: 'CR-1', zh: '洁净间', en: 'Clean room', monitored_ms: seq * 86_400_000, entered_ms: seq * 86_400_000, by: '王建国', state: 'in_operation', grade: 'b',
  verdict: 'pass', findings: [finding('50', 'pass')], former_findings: [], former_plates: [], plates: [], runs: [], replaced: false, reason: null, own: false, ...change,
});
const limit = (level: 'alert' | 'action', max: string, state: 'at_rest' | null = null) => ({ state, quantity: 'humidity' as const, level, min: null, max, unit: '%', source: 's', confirmed: level === 'action' });
const view = (monitorings: MonitoringView[]): RoomView => ({
  row, limits: [limit('action', '65'), limit('alert', '60'), limit('alert', '55', 'at_rest')], approved: true, confirmers: ['quality'], monitorings, total: monitorings.length,
  may_monitor: true, may_assess: true, may_register: true, signer: '刘质控',
});
const going: RunPage = {
  rows: [
    { run: 'r1', number: '261122-AAAA', started_ms: 0, rooms: [], proposed: true },
    { run: 'r2', number: '261122-BBBB', started_ms: 0, rooms: ['CR-2'], proposed: false },
  ],
  next: null,
};

it('an address names a room, an entry, and what the entry puts right', () => {
  expect(placeOf(ROOM)).toEqual({ room: ROOM, entering: false, replaces: null });
  expect(placeOf(`${ROOM}.new`)).toEqual({ room: ROOM, entering: true, replaces: null });
  expect(placeOf(`${ROOM}.new.st.7`)).toEqual({ room: ROOM, entering: true, replaces: { station: 'st', seq: 7 } });
});

it('each run is offered once', () => {
  const [one, two] = [{ run: 'r1', number: 'A' }, { run: 'r2', number: 'B' }];
  expect(runChoices([[one], [two, one], [two]])).toEqual([one, two]);
});

it('a trend is of entries that count, oldest first, with the limits of the states that occur', () => {
  const all = [monitoring(3, { findings: [finding('70', 'fail'), finding('51', 'pass', 'P2')] }), monitoring(2, { replaced: true, findings: [finding('99', 'fail')] }), monitoring(1)];
  expect(trendOf(view(all), 'humidity', null).map(({ finding: { number } }) => number)).toEqual(['50', '70', '51']);
  expect(trendOf(view(all), 'humidity', 'P2')).toHaveLength(1);
  expect(quantitiesOf(view(all))).toEqual(['humidity']);
  const limits = limitsOf(view(all).limits, 'humidity', ['in_operation']);
  expect(limits.map(({ max }) => max)).toEqual(['65', '60']);
  const colours: ChartColours = { ink: '#1', muted: '#2', line: '#3', surface: '#4', good: '#5', warn: '#6', bad: '#7', series: ['#8', '#9'], font: 'f' };
  const drawn = trendOption(trendOf(view(all), 'humidity', null), ['P1', 'P2'], limits, colours, ({ level }) => level) as { series: { name: string; data: { symbol: string }[]; markLine?: { data: { yAxis: number; lineStyle: { type: string } }[] } }[] };
  expect(drawn.series.map(({ name }) => name)).toEqual(['P1', 'P2']);
  expect(drawn.series[0]?.data.map(({ symbol }) => symbol)).toEqual(['circle', 'diamond']);
  expect(drawn.series[0]?.markLine?.data.map(({ yAxis, lineStyle }) => [yAxis, lineStyle.type])).toEqual([[65, 'solid'], [60, 'dashed']]);
  expect([waiting(monitoring(1, { runs: [run] })).length, waiting(monitoring(1, { runs: [run], replaced: true })).length, waiting(monitoring(1, { runs: [{ ...run, standing: 'fit' }] })).length]).toEqual([1, 0, 0]);
});

it('is entered by Enter and scanner alone, and names the runs that go on', async () => {
  const sent: MonitorRoom[] = [];
  renderAt(`/environment/${ROOM}.new`, {
    'environment.room': () => view([]),
    'environment.find_runs': () => going,
    'environment.record': (request) => {
      sent.push(request as unknown as MonitorRoom);
      return view([]);
    },
  }, ['view', 'process', 'monitor_room']);
  const grid = await find('environment-grid');
  const cells = [...grid.querySelectorAll<HTMLInputElement>('[data-cell]')];
  expect(document.activeElement).toBe(cells[0]);
  fireEvent.change(cells[0] as HTMLInputElement, { target: { value: '3520' } });
  fireEvent.keyDown(cells[0] as HTMLInputElement, { key: 'Enter' });
  expect(document.activeElement).toBe(cells[1]);
  // A burst of a wedge scanner, with the focus where a number is typed.
  for (const key of [...'SP-0042', 'Enter']) fireEvent.keyDown(cells[1] as HTMLInputElement, { key });
  const plate = grid.querySelector<HTMLInputElement>('[data-plate]');
  await waitFor(() => expect(plate?.value).toBe('SP-0042'));
  expect(cells[1]?.value).toBe('');
  expect(await screen.findByLabelText<HTMLInputElement>('261122-BBBB · scanned CR-2')).toHaveProperty('checked', false);
  fireEvent.click(await find('submit-environment-record'));
  await waitFor(() => expect(sent).toHaveLength(1));
  await waitFor(() => expect(window.location.hash, 'what is saved asks nothing').toBe(`#/environment/${ROOM}`));
  expect(sent[0]).toMatchObject({
    room: ROOM, state: 'in_operation', monitored_ms: null, runs: ['r1'], replaces: null,
    readings: [{ point: 'P1', quantity: 'particles_05', value: '3520' }],
    plates: [{ point: 'P1', quantity: 'settle_plate', number: 'SP-0042', minutes: '240' }],
  });
});

it('is not recorded before it is known which runs it proposes', async () => {
  let answer: (page: RunPage) => void = () => {};
  const answers = { 'environment.room': () => view([]), 'environment.find_runs': () => new Promise<RunPage>((done) => { answer = done; }) };
  renderAt(`/environment/${ROOM}.new`, answers, ['view', 'process', 'monitor_room']);
  const submit = await find<HTMLButtonElement>('submit-environment-record');
  expect(submit.disabled).toBe(true);
  answer(going);
  await waitFor(() => expect(submit.disabled).toBe(false));
});

it('asks before what was entered is left', async () => {
  const answers = { 'environment.room': () => view([]), 'environment.find_runs': () => going };
  renderAt(`/environment/${ROOM}.new`, answers, ['view', 'process', 'monitor_room']);
  fireEvent.change(await find('cell-humidity P1'), { target: { value: '57' } });
  fireEvent.click(await find('environment-back'));
  fireEvent.click(await find('leave-stay'));
  await waitFor(() => expect(screen.queryByTestId('leave-go'), 'the first question is gone').toBeNull());
  expect((await find<HTMLInputElement>('cell-humidity P1')).value).toBe('57');
  fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
  fireEvent.click(await find('leave-go'));
  await waitFor(() => expect(screen.queryByTestId('environment-grid')).toBeNull());
});

it('a correction begins with what it takes the place of', async () => {
  const plate = { number: 'SP-1', room: ROOM, code: 'CR-1', zh: '', en: '', station: 'st', seq: 7, point: 'P2', quantity: 'settle_plate' as const, minutes: 120, exposed_ms: 0, by: '', twice: false, reads: [] };
  const before = monitoring(7, { findings: [finding('75', 'fail')], plates: [plate], runs: [{ ...run, run: 'r9', number: 'R9' }] });
  const sent: MonitorRoom[] = [];
  renderAt(`/environment/${ROOM}.new.st.7`, {
    'environment.room': () => view([before]),
    'environment.find_runs': () => going,
    'environment.record': (request) => {
      sent.push(request as unknown as MonitorRoom);
      return view([]);
    },
  }, ['view', 'process', 'monitor_room']);
  fireEvent.change(await find('cell-humidity P1'), { target: { value: '57' } });
  fireEvent.change(await find('field-reason'), { target: { value: '75 for 57' } });
  fireEvent.click(await find('submit-environment-record'));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({
    replaces: { station: 'st', seq: 7 }, reason: '75 for 57', runs: ['r9'], monitored_ms: before.monitored_ms,
    readings: [{ point: 'P1', quantity: 'humidity', value: '57' }], plates: [{ point: 'P2', number: 'SP-1', minutes: '120' }],
  });
});

const who = { state: { signature_wants_login: false }, operator: { name: '刘质控', permissions: ['assess_room'] }, bank: {} } as unknown as SignedIn;

it.each([['en', 'Relative humidity', 'Action limit exceeded'], ['zh-CN', '相对湿度', '超行动限']] as const)('an assessment in %s is signed over what was shown, with a reason', async (locale, quantity, standing) => {
  setLocale(locale);
  const sent: AssessRoom[] = [];
  const read = (cfu: number, replaced: boolean) => ({ cfu, organism: 'Bacillus', read_ms: cfu, entered_ms: cfu, by: '李读数', replaced, reason: replaced ? null : 'counted twice' });
  const plate = { number: 'SP-1', room: ROOM, code: 'CR-1', zh: '', en: '', station: 'st', seq: 7, point: 'P2', quantity: 'settle_plate' as const, minutes: 120, exposed_ms: 0, by: '', twice: false, reads: [read(1, false), read(6, true)] };
  const shown = monitoring(7, { findings: [finding('75', 'fail')], former_findings: [finding('93', 'fail')], plates: [plate], runs: [run] });
  renderWith(
    { 'environment.assess': (request) => { sent.push(request as unknown as AssessRoom); return view([]); } },
    <SessionContext.Provider value={who}><ScanProvider fallback={() => false}><AssessDialog view={view([shown])} monitoring={shown} run={run} onClose={() => {}} /></ScanProvider></SessionContext.Provider>,
  );
  const submit = await find('signature-submit');
  expect(document.body.textContent).toContain(quantity);
  expect(document.body.textContent).toContain(standing);
  for (const said of ['6 CFU', 'Bacillus', 'counted twice', '李读数', '93 %']) expect(document.body.textContent).toContain(said);
  fireEvent.change(await find('field-password'), { target: { value: 'x' } });
  fireEvent.click(await find('field-fitness-unfit'));
  expect((submit as HTMLButtonElement).disabled).toBe(true);
  fireEvent.change(await find('field-reason'), { target: { value: '湿度失控' } });
  fireEvent.click(await find('signature-submit'));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ room: ROOM, station: 'st', seq: 7, run: 'r1', fitness: 'unfit', reason: '湿度失控', digest: 'ab', password: 'x' });
});
