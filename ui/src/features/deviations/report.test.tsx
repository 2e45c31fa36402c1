import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { DeviationForm, DeviationView } from '@/api';
import { renderAt } from '@/test/working';

const ID = '0123456789abcdef0123456789abcdef';
const find = (id: string) => screen.findByTestId(id);
const altD = (from: Element) => fireEvent.keyDown(from, { key: 'd', code: 'KeyD', altKey: true });

const FORM: DeviationForm = { categories: [{ code: 'transport', zh: '运输', en: 'Transport', verdict: 'info' }], causes: [], people: [] } as unknown as DeviationForm;
const VIEW = {
  row: {
    deviation: ID, number: '01234567', category: 'transport', what_happened: 'box open', class: null, stage: 'reported', happened_ms: 1, reported_ms: 2,
    reported_by: 'A', site_code: 'S', units: 0, due_on: null, overdue: false,
  },
  done_at_once: '', step: '', step_name: null, units: [], removed: [], removal_refused: null, class: null, cause: null, investigation: null, wants_investigation: true,
  actions: [], endings: [], manageable: true, closing_refused: null, classes: [],
} as unknown as DeviationView;

/** The page of a deviation with a dialog open on it, and something typed there. */
async function dialogOpen(over = {}) {
  const all = renderAt(`/deviations/${ID}`, {
    'deviation.get': () => VIEW, 'deviation.form': () => FORM, 'deviation.report': () => VIEW, 'work.list': () => ({ items: [], more: [] }),
  }, ['view', 'report_deviation', 'manage_deviation'], over);
  fireEvent.click(await find('deviation-widen'));
  const typed = await find('field-reason') as HTMLTextAreaElement;
  typed.focus();
  fireEvent.change(typed, { target: { value: 'half a sentence' } });
  return { ...all, typed };
}

describe('Alt+D in a dialog', () => {
  it('reports above it, and leaves what is typed and the hands where they were', async () => {
    const { platform, typed } = await dialogOpen();
    // The second time everything that the report asks for is at hand already.
    for (const time of [1, 2]) {
      altD(typed);
      const what = await find('field-what_happened') as HTMLTextAreaElement;
      await waitFor(() => expect(what.closest('[role="dialog"]')?.contains(document.activeElement)).toBe(true));
      fireEvent.keyDown(what, { key: 'Escape' });
      await waitFor(() => expect(screen.queryByTestId('field-what_happened')).toBeNull());
      await waitFor(() => expect(document.activeElement).toBe(typed));
      expect(typed.isConnected && typed.value, `time ${time}`).toBe('half a sentence');
    }
    altD(typed);
    const what = await find('field-what_happened');
    fireEvent.click(await find('field-category'));
    fireEvent.click(await screen.findByText('Transport', { selector: '[role="option"] *' }));
    fireEvent.input(what, { target: { value: 'it fell' } });
    fireEvent.click(await find('submit-deviation-report'));
    await find('deviation-reported');
    expect(platform.asked.some(({ command }) => command === 'deviation.report')).toBe(true);
    expect(screen.queryByTestId('report-open'), 'it would lead away from the dialog').toBeNull();
    fireEvent.click(await find('report-close'));
    await waitFor(() => expect(document.activeElement).toBe(typed));
    expect(typed.value).toBe('half a sentence');
    // Escape is the dialog's own again.
    fireEvent.keyDown(typed, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByTestId('field-reason')).toBeNull());
  });

  it('asks before Escape throws away what is typed in the report, and not in what lies below', async () => {
    const { typed } = await dialogOpen();
    altD(typed);
    const what = await find('field-what_happened');
    fireEvent.input(what, { target: { value: 'it fell' } });
    fireEvent.keyDown(what, { key: 'Escape' });
    fireEvent.keyDown(await find('leave-stay'), { key: 'Escape' });
    await waitFor(() => expect(screen.queryByTestId('leave-stay')).toBeNull());
    expect([(await find('field-what_happened') as HTMLTextAreaElement).value, typed.isConnected]).toEqual(['it fell', true]);
    fireEvent.keyDown(what, { key: 'Escape' });
    fireEvent.click(await find('leave-go'));
    await waitFor(() => expect(document.activeElement).toBe(typed));
    expect(typed.value).toBe('half a sentence');
  });

  it('does nothing while the station is locked', async () => {
    await dialogOpen({ locked: true });
    altD(document.body);
    expect(screen.queryByTestId('field-what_happened')).toBeNull();
  });
});
