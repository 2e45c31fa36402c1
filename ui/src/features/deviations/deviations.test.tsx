import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BenchView, DeviationView, RunView, UnitQuery, UnitView, WidenDeviation } from '@/api';
import type { Problem } from '@/api/gen/commands';
import { addLocales, setLocale, useScanBus } from '@/shared';
import { ScanProvider } from '@/shared/scan/provider';
import { renderWith } from '@/test/render';
import { unitRow } from '@/test/units';
import { locales } from '.';
import { CloseButton } from './Closing';
import { WidenForm } from './forms';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';
import { useNoticed } from './noticed';
import { CLASS_LOOK, noticedAt, STAGE_LOOK, STAGES } from './look';

addLocales('deviations', locales);
beforeEach(() => setLocale('en'));

const ID = '0123456789abcdef0123456789abcdef';

describe('what a screen tells of a deviation noticed there', () => {
  it.each([
    [`/unit/${ID}`, null, ID, null, null],
    [`/bench/${ID}`, 'processing', ID, null, null],
    [`/bench/${ID}.tnc_post`, 'processing', ID, 'tnc_post', null],
    [`/bench/run.${ID}`, 'processing', null, null, ID],
    ['/bench/new-run', 'processing', null, null, null],
    ['/bench', 'processing', null, null, null],
    [`/shipment/${ID}`, 'transport', null, null, null],
    ['/storage/T01-R01-S001', 'storage', null, null, null],
    ['/release/not-a-donation', 'release', null, null, null],
    ['/', null, null, null, null],
    ['/constructor', null, null, null, null],
  ])('%s', (path, category, donation, test, run) =>
    expect(noticedAt(path)).toMatchObject({ category, donation, test, run, bench: path.startsWith('/bench') }));
});

/** What a report that is opened at an address begins with. */
function Opened({ path }: { path: string }) {
  const noticed = useNoticed(path, null);
  return noticed === null ? null : <code data-testid="noticed">{JSON.stringify([noticed.units.map(({ donation }) => donation), noticed.step, noticed.steps.length])}</code>;
}

describe('what a report begins with', () => {
  const step = (code: string) => ({ code, zh: code, en: code });
  const answers = {
    'unit.get': () => ({ row: unitRow({ donation: ID }) }) as unknown as UnitView,
    'bench.get': () => ({ steps: [step('weigh'), step('spin')], results: [{ test: 'tnc', zh: '', en: '' }], next_step: 'spin' }) as unknown as BenchView,
    'run.get': () => ({
      steps: [step('weigh')], in_hand: { step: step('weigh') }, units: [{ left_ms: null, unit: unitRow({ donation: 'A' }) }, { left_ms: 1, unit: unitRow({ donation: 'B' }) }],
    }) as unknown as RunView,
  };
  it.each([
    ['the unit and its next step, on the bench', `/bench/${ID}`, [[ID], 'spin', 3]],
    ['the test that is reported', `/bench/${ID}.tnc`, [[ID], 'tnc', 3]],
    ['the units that are still in a run, and its step', `/bench/run.${ID}`, [['A'], 'weigh', 1]],
    ['the unit alone, elsewhere', `/unit/${ID}`, [[ID], null, 0]],
    ['nothing where nothing is at hand', '/bench', [[], null, 0]],
  ])('%s', async (_, path, wanted) => {
    renderWith(answers, <Opened path={path} />);
    expect(JSON.parse((await find('noticed')).textContent)).toEqual(wanted);
  });

  it('does not wait for what cannot be read', async () => {
    renderWith({ ...answers, 'bench.get': () => { throw unknown('x'); } }, <Opened path={`/bench/${ID}`} />);
    expect(JSON.parse((await find('noticed')).textContent)).toEqual([[ID], null, 0]);
  });
});

const find = (id: string) => screen.findByTestId(id);
const unknown = (value: string): Problem => ({ code: 'unit.unknown', params: { value }, field: 'din', severity: 'refusal' });

/** Looks a number up; the first one named takes longest. */
function lookup({ din }: UnitQuery): Promise<UnitView> {
  if (!din?.startsWith('A')) return Promise.reject(unknown(din ?? ''));
  const row = unitRow({ donation: din, din });
  return new Promise((resolve) => { setTimeout(() => resolve({ row } as unknown as UnitView), din === 'A1' ? 30 : 1); });
}

function widen() {
  return renderWith(
    { 'unit.get': lookup, 'deviation.widen': () => ({}) as unknown as DeviationView },
    <ScanProvider fallback={() => false}><WidenForm id={ID} onDone={() => {}} /><Scans /></ScanProvider>,
  );
}

/** Two scans that come before one render. */
function Scans() {
  const { dispatch } = useScanBus();
  return <button type="button" data-testid="scans" onClick={() => { void dispatch('A1'); void dispatch('A2'); }}>scan</button>;
}

describe('units that are scanned or typed into a list', () => {
  const typed = async (text: string) => fireEvent.change(await find('field-units'), { target: { value: text } });
  const sent = (platform: ReturnType<typeof widen>['platform']) =>
    platform.asked.filter(({ command }) => command === 'deviation.widen').map(({ args }) => (args as unknown as WidenDeviation).units.map(({ donation }) => donation));

  it('takes a number along that was typed and never entered', async () => {
    const { platform } = widen();
    await typed('A1');
    fireEvent.change(await find('field-reason'), { target: { value: 'r' } });
    fireEvent.click(await find('submit-deviation-widen'));
    await waitFor(() => expect(sent(platform)).toEqual([['A1']]));
  });

  it('sends nothing while what was typed is no unit, and says so', async () => {
    const { platform } = widen();
    await typed('what');
    fireEvent.click(await find('submit-deviation-widen'));
    expect((await find('problem')).dataset.code).toBe('unit.unknown');
    expect([sent(platform), (await find('field-units') as HTMLInputElement).value]).toEqual([[], 'what']);
  });

  it('loses none of two scans that come at once, and keeps their order', async () => {
    const { platform } = widen();
    fireEvent.focus(await find('field-units'));
    fireEvent.click(await find('scans'));
    await waitFor(() => expect(screen.getByTestId('deviation-units').children).toHaveLength(2));
    fireEvent.click(await find('submit-deviation-widen'));
    await waitFor(() => expect(sent(platform)).toEqual([['A1', 'A2']]));
  });
});

describe('the closing dialog', () => {
  const view = {
    row: { deviation: ID, stage: 'closing', number: 'AB', what_happened: 'x' }, closing_refused: null,
    units: ['A1', 'A2'].map((din) => ({ donation: din, din, status: null, held: false, fitness: null, note: '', said: [] })),
  } as unknown as DeviationView;

  it('calls all units fit at one press', async () => {
    renderWith({}, <ScanProvider fallback={() => false}><CloseButton view={view} /></ScanProvider>);
    fireEvent.click(await find('deviation-close'));
    fireEvent.click(await find('deviation-all-fit'));
    for (const din of ['A1', 'A2']) expect((await find(`field-fitness-${din}-fit`) as HTMLInputElement).checked).toBe(true);
  });

  it('asks before Escape throws away what a button entered', async () => {
    renderWith({}, <ScanProvider fallback={() => false}><CloseButton view={view} /></ScanProvider>);
    fireEvent.click(await find('deviation-close'));
    fireEvent.click(await find('deviation-all-fit'));
    fireEvent.keyDown(await find('field-conclusion'), { key: 'Escape' });
    fireEvent.click(await find('leave-stay'));
    expect((await find('field-fitness-A1-fit') as HTMLInputElement).checked).toBe(true);
  });

  it('leaves what was said of a unit as it was said', async () => {
    renderWith({}, <ScanProvider fallback={() => false}><CloseButton view={view} /></ScanProvider>);
    fireEvent.click(await find('deviation-close'));
    fireEvent.click(await find('field-fitness-A1-unfit'));
    fireEvent.click(await find('deviation-all-fit'));
    expect((await find('field-fitness-A1-unfit') as HTMLInputElement).checked).toBe(true);
    expect((await find('field-fitness-A2-fit') as HTMLInputElement).checked).toBe(true);
  });

  it('asks before Escape throws away what was written', async () => {
    renderWith({}, <ScanProvider fallback={() => false}><CloseButton view={view} /></ScanProvider>);
    fireEvent.click(await find('deviation-close'));
    fireEvent.input(await find('field-conclusion'), { target: { value: 'all good' } });
    fireEvent.keyDown(await find('field-conclusion'), { key: 'Escape' });
    fireEvent.click(await find('leave-stay'));
    await waitFor(() => expect(screen.queryByTestId('leave-stay')).toBeNull());
    expect((await find('field-conclusion') as HTMLTextAreaElement).value).toBe('all good');
    fireEvent.keyDown(await find('field-conclusion'), { key: 'Escape' });
    fireEvent.click(await find('leave-go'));
    await waitFor(() => expect(screen.queryByTestId('field-conclusion')).toBeNull());
  });

  it('says why it is another person who closes', async () => {
    renderWith({}, <ScanProvider fallback={() => false}><CloseButton view={{ ...view, closing_refused: 'deviation.classifier_closes' }} /></ScanProvider>);
    expect((await find('deviation-close') as HTMLButtonElement).disabled).toBe(true);
    expect(document.body.textContent).toContain('Who classified a deviation does not close it');
  });
});

it('every stage has a look and its place in the work', () => {
  expect(Object.keys(STAGE_LOOK).toSorted()).toEqual([...STAGES].toSorted());
});

it.each([['zh-CN', zh], ['en', en]])('every class says what it means in %s', (_, texts) => {
  expect(Object.keys(texts.class_text)).toEqual(Object.keys(CLASS_LOOK));
});
