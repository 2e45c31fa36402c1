import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { PartsView, PartView } from '@/api';
import { DIN, DONATION, unitView } from '@/test/units';
import { renderAt } from '@/test/working';

const find = (id: string) => screen.findByTestId(id);

function part(number: number, more: Partial<PartView> = {}): PartView {
  return {
    part: `p${number}`, number, code: `&a${DIN}-0${number}`, depth: 0, kind: 'plasma', container: 'vial', source: 'collection', parent: null, parent_number: null, held: '0.5', taken: '0.5', aliquot: true, left: '0.5', unit: 'ml',
    state: 'stored', overdrawn: false, twin: false, unlabelled: null, contested: false, late: false, after_discard: [], source_gone: null, root_overdrawn: null, label_shared: false, cell_with: null, place: { device: 'EQ-025', rack: '2', box_code: 'P-01', cell: `A${number}` }, compartment: null, mass_ug: null, concentration: null,
    note: '', made_ms: 1_780_000_000_000, by: '王技师', printed: 0, labels: [], digest: 'd', settlement_digest: 's', events: [], ...more,
  };
}

function view(parts: PartView[]): PartsView {
  return {
    donation: DONATION, din: DIN, bag_position: null, parts, roots: [{ source: 'collection', held_ml: '98.5', left_ml: '96', overdrawn: false, digest: 'r' }],
    agreeing: [{ step: 'sample_pre', step_zh: '取样', step_en: 'Pre-process sample', input: 'volume_removed', zh: '体积', en: 'Volume removed', typed: '2', found: '1.5', unit: 'mL', differs: true }],
    compartments_short_ml: null, tolerance_percent: '5', next_number: parts.length + 1,
    kinds: [{ kind: 'plasma', roots: ['collection'], parts: ['plasma'], container: 'vial', unit: 'ml' }], devices: [{ code: 'EQ-025', name: 'DW-86L' }], steps: [{ step: 'express_plasma', kind: 'plasma' }], number_lost: false,
  };
}

describe('samples of a unit', () => {
  it('show what is left, where it is, and what steps say else', async () => {
    renderAt(`/unit/${DONATION}~p2`, { 'unit.get': () => unitView(), 'part.list': () => view([part(1), part(2, { overdrawn: true, left: '0', cell_with: `${DIN}-01` })]) });
    const row = await find('sample-2');
    expect(row.textContent).toContain('EQ-025 · 2 · P-01 · A2');
    expect(row.textContent).toContain('More taken than there was');
    expect((await find('sample-differences')).textContent).toContain('the step says 2 mL, the samples say 1.5 mL');
    // The one that was named is open.
    expect((await find('sample-dialog')).textContent).toContain(`&a${DIN}-02`);
  });

  it('show both sides of a discard that another station did not hear of, and are settled by signature', async () => {
    const event = (kind: string, station: string) => ({
      id: kind, kind, at_ms: 1, by: '王技师', station, second: null, volume: null, old: null, place: null, part_use: null, disposal: null, number: null, found: null, reason: 'r', entry: null, what: null,
    });
    const sides = [event('part.discarded', 'lab'), event('part.used', 'office')];
    const answers = { 'unit.get': () => unitView(), 'part.list': () => view([part(1, { state: 'discarded', place: null, after_discard: sides })]), 'part.settle': () => view([part(1)]) };
    const { platform } = renderAt(`/unit/${DONATION}~p1`, answers, ['view', 'end_sample']);
    fireEvent.click(await find('sample-settle'));
    const told = (await find('sample-sides')).textContent ?? '';
    expect(told).toContain('lab');
    expect(told).toContain('office');
    // Nothing is proposed: somebody has looked.
    expect(((await find('submit-part-settle')) as HTMLButtonElement).disabled).toBe(true);
    fireEvent.click(screen.getByLabelText('Gone'));
    fireEvent.change(await find('field-reason'), { target: { value: 'not in the rack' } });
    fireEvent.click(await find('submit-part-settle'));
    fireEvent.change(await find('field-password'), { target: { value: 'x' } });
    fireEvent.click(await find('signature-submit'));
    await waitFor(() => expect(platform.asked.find(({ command }) => command === 'part.settle')?.args).toMatchObject({ part: 'p1', found: 'gone', reason: 'not in the rack', digest: 's' }));
  });

  it('of a donation that lost its number say so', async () => {
    renderAt(`/unit/${DONATION}~samples`, { 'unit.get': () => unitView(), 'part.list': () => ({ ...view([part(1)]), number_lost: true }) });
    expect((await find('samples-number-lost')).textContent).toContain('can only be discarded');
  });

  it('are made several at once, each in a cell', async () => {
    const { platform } = renderAt(`/unit/${DONATION}~samples`, { 'unit.get': () => unitView(), 'part.list': () => view([]), 'part.make': () => view([part(1)]) }, ['view', 'keep_sample']);
    fireEvent.click(await find('samples-make'));
    const type = async (name: string, value: string) => fireEvent.change(await find(`field-${name}`), { target: { value } });
    await type('count', '5');
    await type('volume', '０．５');
    await type('device', 'EQ-025');
    await type('box_code', '&bP-01');
    await type('cell', 'A1');
    fireEvent.click(await find('submit-part-make'));
    await waitFor(() => expect(platform.asked.find(({ command }) => command === 'part.make')?.args).toMatchObject({
      kind: 'plasma', source: 'collection', parent: null, count: '5', volume: '0.5', unit: 'ml', place: { device: 'EQ-025', rack: '', box_code: 'P-01', cell: 'A1' },
    }));
  });
});
