import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { PartsView, PartView } from '@/api';
import { DIN, DONATION, unitView } from '@/test/units';
import { renderAt } from '@/test/working';

const find = (id: string) => screen.findByTestId(id);

function part(number: number, more: Partial<PartView> = {}): PartView {
  return {
    part: `p${number}`, number, code: `&a${DIN}-0${number}`, depth: 0, kind: 'plasma', container: 'vial', source: 'collection', parent: null, parent_number: null, held: '0.5', taken: '0.5', aliquot: true, left: '0.5', unit: 'ml',
    state: 'stored', overdrawn: false, twin: false, unlabelled: null, contested: false, late: false, cell_with: null, place: { device: 'EQ-025', rack: '2', box_code: 'P-01', cell: `A${number}` }, compartment: null, mass_ug: null, concentration: null,
    note: '', made_ms: 1_780_000_000_000, by: '王技师', printed: 0, digest: 'd', events: [], ...more,
  };
}

function view(parts: PartView[]): PartsView {
  return {
    donation: DONATION, din: DIN, bag_position: null, parts, roots: [{ source: 'collection', held_ml: '98.5', left_ml: '96', overdrawn: false }],
    agreeing: [{ step: 'sample_pre', step_zh: '取样', step_en: 'Pre-process sample', input: 'volume_removed', zh: '体积', en: 'Volume removed', typed: '2', found: '1.5', unit: 'mL', differs: true }],
    compartments_short_ml: null, tolerance_percent: '5', next_number: parts.length + 1,
    kinds: [{ kind: 'plasma', roots: ['collection'], parts: ['plasma'], container: 'vial', unit: 'ml' }], devices: [{ code: 'EQ-025', name: 'DW-86L' }], box_rows: 9, box_columns: 9,
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
