import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import type { CheckRun, ClearanceView, Problem, RunFit, RunUnitView, RunView, ScanMeaning, StepInput, StepView } from '@/api';
import { useScanBus } from '@/shared';
import { ScanProvider } from '@/shared/scan/provider';
import { burst } from '@/test/burst';
import { renderWith } from '@/test/render';
import { unitRow } from '@/test/units';
import { NewRun } from './NewRun';
import { eachOwn, EMPTY_RUN_DRAFT, otherStarts, placed, runOfId, shownDraft, signedDigests, toRecordRunStep, unitOf, withCell, type Own } from './run';
import { ValueGrid } from './ValueGrid';

const input = (code: string, more: Partial<StepInput> = {}): StepInput => ({
  code, zh: code, en: code, kind: 'number', unit: 'g', min: null, max: null, low: null, high: null, optional: false, choices: [], pattern: null, accept: [], max_kb: null, ...more,
});
const member = (donation: string): RunUnitView => ({
  unit: unitRow({ donation, din: `A99992600000${donation}` }), joined_ms: 1, joined_by: '', left_ms: null, left_by: null, left_reason: null,
  next_number: 1, next_zh: '', next_en: '', begun_ms: null, begun_with: [], unaccounted: false, blocked_by: null,
});
const units = ['1', '2', '3'].map(member);
const inputs = [input('weight'), input('look', { kind: 'choice', choices: [{ code: 'clear', zh: '正常', en: 'Normal' }, { code: 'clot', zh: '凝块', en: 'Clots' }] })];
const step = { code: 'weigh', inputs, scans: [], needs_second: false };
const view = { units, steps: [{ code: 'weigh', number: 16, zh: '称量', en: 'Weigh' }] } as unknown as RunView;
const refusal = (params: Problem['params'], field: string | null = 'values'): Problem => ({ code: 'value.too_high', params, field, severity: 'refusal' });

describe('a run', () => {
  it('has an address of its own', () => {
    expect(runOfId('run.ab')).toBe('ab');
    expect([runOfId('ab'), runOfId(null)]).toEqual([null, null]);
  });

  it('sends what a cell says, and nothing of empty cells or of units that the step is not done to', () => {
    const own: Own = { 1: { weight: ' 81 ', look: '' }, 2: { weight: ' ' }, 3: { weight: '90' } };
    const draft = { ...EMPTY_RUN_DRAFT, values: { weight: '98' }, own };
    expect(toRecordRunStep('r', step, ['1', '2'], draft)).toEqual({
      run: 'r', step: 'weigh', units: ['1', '2'], values: [{ code: 'weight', value: '98' }, { code: 'look', value: '' }],
      own: [{ donation: '1', values: [{ code: 'weight', value: '81' }] }], scans: [], done_ms: null, second_login: null, second_password: null,
      reason: null, digests: [], login: null, password: null,
    });
  });

  it('names what a unit began with that does not stand in the slots', () => {
    const scans = [{ code: 'centrifuge', zh: '离心机', en: 'Centrifuge', kind: 'equipment', value: 'C-1' }];
    const going = { scans, begun_ms: 1 } as unknown as StepView;
    const began = (donation: string, scan: string): RunUnitView => ({ ...member(donation), begun_ms: 1, begun_with: [{ code: 'centrifuge', scan }] });
    const of = (step: StepView, members: RunUnitView[]) => otherStarts(step, members).map(({ unit, scans }) => [unit.donation, scans[0]?.scan]);
    expect(of(going, [began('1', 'C-1'), began('2', 'C-2'), member('3')])).toEqual([['2', 'C-2']]);
    expect(of(going, [began('1', 'C-1'), began('2', 'C-1')])).toEqual([]);
    expect(of({ ...going, begun_ms: null }, [member('1'), began('2', 'C-2')])).toEqual([['2', 'C-2']]);
  });

  it('signs for the units that depart, and for no other', () => {
    const of = (donation: string, wants_signature: boolean) => ({ donation, din: donation, departures: [], wants_signature, holds: false, digest: `d${donation}` });
    expect(signedDigests({ units: [of('1', false), of('2', true)] })).toEqual([{ donation: '2', digest: 'd2' }]);
  });

  it('brings a refusal to the cell of its unit, or to the value for all', () => {
    const problem = refusal({ din: 'A999926000002', input: 'weight' });
    expect(unitOf(problem, view)).toBe('2');
    expect(placed(problem, view, { 2: { weight: '900' } }, () => '重量')).toMatchObject({ field: 'own.2.weight', params: { input: '重量' } });
    expect(placed(problem, view, { 1: { weight: '900' } }, () => '重量')?.field).toBe('values.weight');
    expect([unitOf(refusal({}), view), placed(null, view, {}, () => undefined)]).toEqual([null, null]);
    expect(placed(problem, view, {}, () => undefined, [input('weight', { kind: 'scan' })])?.field, 'where each has its own').toBe('own.2.weight');
  });

  it('has no code for all units where each has its own', () => {
    const plate = input('plate', { kind: 'scan' });
    const all = [...inputs, plate];
    expect(eachOwn({ per: 'unit', units: ['1', '2'] }, all, {})).toEqual([plate]);
    expect(eachOwn({ per: 'unit', units: ['1'] }, all, {})).toEqual([]);
    expect(eachOwn({ per: 'unit', units: ['1'] }, all, { 1: { plate: 'P-1' } }), 'the other unit left').toEqual([plate]);
    expect(eachOwn({ per: 'run', units: ['1', '2'] }, all, {})).toEqual([]);
    const draft = { ...EMPTY_RUN_DRAFT, values: { weight: '98', plate: 'P-1' }, own: { 1: { weight: '81', plate: 'P-2' } } };
    expect(shownDraft(draft, [plate], [plate])).toMatchObject({ values: { weight: '98' }, own: { 1: { plate: 'P-2' } } });
    expect(shownDraft(draft, [plate], [plate]).values).not.toHaveProperty('plate');
    expect(shownDraft(draft, [plate], [plate]).own[1]).not.toHaveProperty('weight');
    expect(shownDraft(draft, [], [])).toMatchObject({ values: { plate: 'P-1' }, own: { 1: {} } });
  });
});

function Grid({ of = inputs }: { of?: StepInput[] }) {
  const [own, setOwn] = useState<Own>({});
  return (
    <ValueGrid
      units={units} step="weigh" inputs={of} own={own} all={{ weight: '98', look: 'clear' }} marked="2" bad="own.3.weight"
      onChange={(donation, code, value) => setOwn((before) => withCell(before, donation, code, value))}
    />
  );
}

describe('the grid', () => {
  const cell = (unit: string, code = 'weight') => screen.getByTestId(`cell-A99992600000${unit}-${code}`) as HTMLInputElement;

  it('shows the value for all where a unit has none, marks the unit scanned and the cell at fault', () => {
    renderWith({}, <Grid />);
    expect(cell('1').placeholder).toBe('98');
    expect((cell('1', 'look') as unknown as HTMLSelectElement).options[0]?.text).toMatch(/正常|Normal/);
    fireEvent.change(cell('1'), { target: { value: '81' } });
    expect([cell('1').value, cell('2').value]).toEqual(['81', '']);
    expect(cell('2').closest('tr')?.dataset['marked']).toBe('true');
    expect([cell('3').getAttribute('aria-invalid'), cell('2').getAttribute('aria-invalid')]).toEqual(['true', 'false']);
  });

  it('moves down a column with Enter and the arrows, and leaves Enter behind the last row to the form', () => {
    renderWith({}, <Grid />);
    cell('1').focus();
    expect(fireEvent.keyDown(cell('1'), { key: 'Enter' })).toBe(false);
    expect(document.activeElement).toBe(cell('2'));
    fireEvent.keyDown(cell('2'), { key: 'ArrowDown' });
    expect(document.activeElement).toBe(cell('3'));
    expect(fireEvent.keyDown(cell('3'), { key: 'Enter' })).toBe(true);
    fireEvent.keyDown(cell('3'), { key: 'ArrowUp' });
    expect(document.activeElement).toBe(cell('2'));
  });

  it('takes a scan into the cell in hand, and goes on to the next unit without one', async () => {
    const scan = async (text: string) => burst(document.activeElement as HTMLInputElement, text);
    renderWith({}, (
      <ScanProvider fallback={() => false}>
        <form><Grid of={[input('plate', { kind: 'scan' }), input('weight')]} /><button type="submit" data-testid="submit">ok</button></form>
      </ScanProvider>
    ));
    act(() => cell('2', 'plate').focus());
    await scan('PLATE-002');
    expect([cell('2', 'plate').value, document.activeElement]).toEqual(['PLATE-002', cell('3', 'plate')]);
    await scan('PLATE-003');
    expect(document.activeElement, 'the one that was left out').toBe(cell('1', 'plate'));
    await scan('PLATE-001');
    expect(['1', '2', '3'].map((unit) => cell(unit, 'plate').value)).toEqual(['PLATE-001', 'PLATE-002', 'PLATE-003']);
    expect(document.activeElement, 'no cell takes the next scan').toBe(screen.getByTestId('submit'));
  });
});

function Scans() {
  const { dispatch } = useScanBus();
  return <button type="button" data-testid="scans" onClick={() => { void dispatch('A1'); void dispatch('A2'); }}>scan</button>;
}

it('gathers two units that are scanned at once, and asks of both together', async () => {
  const fits = ({ units: named }: CheckRun): RunFit => ({
    units: named.map((donation) => unitRow({ donation, din: donation })), number: 1, zh: '', en: '', sop_zh: '', sop_en: '', version: '1',
  }) as unknown as RunFit;
  const { platform } = renderWith(
    {
      'run.clearance': () => ({ before: [], after: [] }) as unknown as ClearanceView,
      'scan.read': ({ text }) => ({ kind: 'bag', value: text, unit: unitRow({ donation: text, din: text }) }) as unknown as ScanMeaning,
      // What is asked first is answered last.
      'run.check': async (request) => {
        await new Promise((resolve) => { setTimeout(resolve, request.units.length === 1 ? 30 : 1); });
        return fits(request);
      },
    },
    <ScanProvider fallback={() => false}><NewRun /><Scans /></ScanProvider>,
  );
  await screen.findByTestId('run-gathered');
  fireEvent.click(await screen.findByTestId('scans'));
  await waitFor(() => expect(screen.getByTestId('run-gathered').children).toHaveLength(2));
  expect(platform.asked.filter(({ command }) => command === 'run.check').map(({ args }) => args)).toEqual([{ units: ['A1'] }, { units: ['A1', 'A2'] }]);
});
