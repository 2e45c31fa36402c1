import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ActionView, DeviationForm, DeviationView, UnitDeviations } from '@/api';
import { unitView } from '@/test/units';
import { renderAt } from '@/test/working';

const ID = '0123456789abcdef0123456789abcdef';
const UNIT = 'a'.repeat(32);
const find = (id: string) => screen.findByTestId(id);
const MAY = ['view', 'report_deviation', 'manage_deviation'] as const;

const FORM = { categories: [], causes: [], people: [{ person: 'p1', name: '李护士' }, { person: 'p2', name: '王技师' }] } as unknown as DeviationForm;
const ACTION: ActionView = {
  key: 'k', kind: 'corrective', what: 'mend it', responsible: '李护士', person: 'p1', due_on: '2026-01-31', overdue: true, withdrawn: false, open: true, changes: [], done: null,
  checks: [], own: false, effective: false,
};
const DEVIATED = { donation: UNIT, din: 'A999926000028', status: 'collected', held: true, fitness: null, note: '', said: [] };
const VIEW = {
  row: {
    deviation: ID, number: '01234567', category: 'transport', what_happened: 'box open', class: 'major', stage: 'action', happened_ms: 1, reported_ms: 2,
    reported_by: 'A', site_code: 'S', units: 1, due_on: null, overdue: false,
  },
  done_at_once: '', step: '', step_name: null, units: [DEVIATED], removed: [], removal_refused: null, class: null, cause: null, investigation: null, wants_investigation: true,
  actions: [ACTION], endings: [], manageable: true, closing_refused: null, classes: [],
} as unknown as DeviationView;
const NOTHING = () => ({ items: [], more: [] });

function page(view: DeviationView) {
  return renderAt(`/deviations/${ID}`, {
    'work.list': NOTHING, 'deviation.get': () => view, 'deviation.form': () => FORM, 'deviation.change_action': () => view, 'deviation.withdraw_action': () => view,
    'deviation.preview_removal': ({ reason }) => ({ digest: 'd1', unit: view.units[0] ?? DEVIATED, reason, holds: ['01234567: box open'], signer: '陈静' }) as never,
    'deviation.remove_unit': () => view,
  }, [...MAY]);
}
const sent = ({ platform }: ReturnType<typeof page>, command: string) => platform.asked.find((one) => one.command === command)?.args;

describe('a planned action', () => {
  it('goes to somebody else with a reason', async () => {
    const all = page(VIEW);
    fireEvent.click(await find('deviation-change'));
    fireEvent.click(await find('field-responsible'));
    fireEvent.click(await screen.findByText('王技师', { selector: '[role="option"] *' }));
    fireEvent.change(await find('field-reason'), { target: { value: 'on leave' } });
    fireEvent.click(await find('submit-deviation-change_action'));
    await waitFor(() => expect(sent(all, 'deviation.change_action')).toEqual({ deviation: ID, key: 'k', responsible: 'p2', due_on: '2026-01-31', reason: 'on leave' }));
  });

  it('is withdrawn with a reason', async () => {
    const all = page(VIEW);
    fireEvent.click(await find('deviation-withdraw'));
    fireEvent.change(await find('field-reason'), { target: { value: 'scrapped' } });
    fireEvent.click(await find('submit-deviation-withdraw_action'));
    await waitFor(() => expect(sent(all, 'deviation.withdraw_action')).toEqual({ deviation: ID, key: 'k', reason: 'scrapped' }));
  });

  it('shows what held before, and offers nothing once it is withdrawn', async () => {
    const note = (text: string, at_ms: number) => ({ text, by: '刘质控', at_ms });
    const changes = [
      { withdraws: false, responsible: '王技师', due_on: '2026-01-01', note: note('on leave', 3) },
      { withdraws: true, responsible: '李护士', due_on: '2026-01-31', note: note('scrapped', 4) },
    ];
    page({ ...VIEW, actions: [{ ...ACTION, withdrawn: true, open: false, overdue: false, changes }] });
    const shown = (await find('deviation-actions')).textContent;
    for (const text of ['Withdrawn', 'Until then 王技师, 2026-01-01', 'on leave', 'scrapped']) expect(shown).toContain(text);
    for (const id of ['deviation-do', 'deviation-change', 'deviation-withdraw']) expect(screen.queryByTestId(id)).toBeNull();
  });
});

describe('a unit that was named by mistake', () => {
  it('is taken out with a reason and a signature over what is shown, the hold that ends included', async () => {
    const all = page(VIEW);
    fireEvent.click(await find(`deviation-remove-${UNIT}`));
    fireEvent.change(await find('field-reason'), { target: { value: 'scanned by mistake' } });
    fireEvent.click(await find('removal-preview'));
    expect((await find('removal-hold')).textContent).toContain('01234567: box open');
    expect((await find('signature-dialog')).textContent).toContain('scanned by mistake');
    fireEvent.change(await find('field-password'), { target: { value: 'secret' } });
    fireEvent.click(await find('signature-submit'));
    const draft = { deviation: ID, donation: UNIT, reason: 'scanned by mistake' };
    await waitFor(() => expect(sent(all, 'deviation.remove_unit')).toEqual({ draft, digest: 'd1', login: null, password: 'secret' }));
    await waitFor(() => expect(screen.queryByTestId('removal-preview')).toBeNull());
  });

  it('is not taken out by who may not, and says why', async () => {
    page({ ...VIEW, removal_refused: 'deviation.same_person' });
    await find('deviation-units');
    expect(screen.queryByTestId(`deviation-remove-${UNIT}`)).toBeNull();
    expect(document.body.textContent).toContain('Who reported a deviation does not close it, nor take a unit out of it');
  });

  it('goes on standing there, on both pages, with why and by whom', async () => {
    const removed = { text: 'scanned by mistake', by: '周主任', at_ms: 5 };
    const gone = { unit: DEVIATED, note: removed, voided: false, digest: 'd1' } as unknown as DeviationView['removed'][number];
    const { unmount } = page({ ...VIEW, units: [], removed: [gone] });
    const shown = (await find('deviation-removed')).textContent;
    for (const text of ['Taken out', 'scanned by mistake', '周主任']) expect(shown).toContain(text);
    unmount();
    const row = { row: VIEW.row, fitness: null, note: '', said: [], removed };
    renderAt(`/unit/${UNIT}`, { 'work.list': NOTHING, 'unit.get': () => unitView(), 'deviation.of_unit': () => ({ rows: [row] }) as unknown as UnitDeviations }, [...MAY]);
    await find('unit-tab-deviations');
    fireEvent.keyDown(document.body, { key: 'v', code: 'KeyV', altKey: true });
    const there = (await find('unit-removed-01234567')).textContent;
    for (const text of ['Taken out', 'scanned by mistake', '周主任']) expect(there).toContain(text);
  });
});
