import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { DeviationView, WorkItem } from '@/api';
import { unitRow, unitView } from '@/test/units';
import { renderAt } from '@/test/working';

const A = unitRow({ donation: 'a'.repeat(32), held: true });
const B = unitRow({ donation: 'b'.repeat(32), held: true });
const TWICE: WorkItem = { key: 'duplicate_din:A999926000028', kind: 'duplicate_din', about: 'A999926000028', units: [A, B], since_ms: 1, digest: 'd1', sides: [], thing: null };
const CHANGED: WorkItem = { key: 'content_changed_after_release:a', kind: 'content_changed_after_release', about: 'A999926000099', units: [A], since_ms: 2, digest: '', sides: [], thing: null };
const find = (id: string) => screen.findByTestId(id);

describe('work items', () => {
  it('keep the chosen side, with reason and signature', async () => {
    let items = [TWICE, CHANGED];
    const { platform } = renderAt('/work', {
      'work.list': () => ({ items, more: [] }),
      'unit.get': ({ donation }) => unitView({ row: donation === A.donation ? A : B }),
      'work.resolve': () => ({ items: (items = [CHANGED]), more: [] }),
    });
    await find(`work-side-${A.donation}`);
    expect((await find('submit-work-resolve') as HTMLButtonElement).disabled).toBe(true);
    fireEvent.click(await find(`field-keep-${B.donation}`));
    fireEvent.click(await find('submit-work-resolve'));
    fireEvent.change(await find('field-reason'), { target: { value: 'form read again' } });
    fireEvent.change(await find('field-password'), { target: { value: 'secret' } });
    fireEvent.click(await find('signature-submit'));
    await waitFor(() =>
      expect(platform.asked.find(({ command }) => command === 'work.resolve')?.args).toEqual({
        key: TWICE.key, keep: B.donation, reason: 'form read again', digest: 'd1', login: null, password: 'secret',
      }));
    await find(`work-open_review-${A.donation}`);
  });

  it('lead to the label of which two stations decided differently', async () => {
    const item: WorkItem = { key: 'contested_template:bag', kind: 'contested_template', about: 'bag', units: [], since_ms: 3, digest: '', sides: [], thing: null };
    const { unmount } = renderAt('/work', { 'work.list': () => ({ items: [item], more: [] }) }, ['view']);
    expect((await find('row-bag')).textContent).toContain('Collection bag');
    expect(screen.queryByTestId('work-open_template'), 'nothing that this person could do there').toBeNull();
    unmount();
    renderAt('/work', { 'work.list': () => ({ items: [item], more: [] }) }, ['view', 'draw_template', 'approve_template']);
    fireEvent.click(await find('work-open_template'));
    await waitFor(() => expect(window.location.hash).toBe('#/templates/bag'));
  });

  it('open a refused unit on its page by Enter, and count what is not shown', async () => {
    const item: WorkItem = { key: `refused_bag_kept:${A.donation}`, kind: 'refused_bag_kept', about: 'A999926000028', units: [A], since_ms: 1, digest: '', sides: [], thing: null };
    renderAt('/work', {
      'work.list': () => ({ items: [item], more: [{ kind: 'refused_bag_kept', count: 70 }] }),
      'unit.get': () => unitView({ row: A }),
    });
    expect((await find('work-more-refused_bag_kept')).textContent).toContain('70');
    expect((await find('nav-work-count')).textContent).toBe('71');
    await find(`work-open_ending-${A.donation}`);
    fireEvent.keyDown(await find('row-A999926000028'), { key: 'Enter' });
    await waitFor(() => expect(window.location.hash).toBe(`#/unit/${A.donation}`));
  });

  it('show an action that waits, and lead to its deviation', async () => {
    const deviation = 'd'.repeat(32);
    const item: WorkItem = { key: `action_overdue:${deviation}~k2`, kind: 'action_overdue', about: 'DDDDDDDD', units: [], since_ms: 1, digest: '', sides: [], thing: null };
    const action = (key: string, what: string) => ({ key, what, responsible: '陈静', due_on: '2026-01-31', done: null });
    renderAt('/work', {
      'work.list': () => ({ items: [item], more: [] }),
      'deviation.get': () => ({ row: { what_happened: 'it stopped' }, actions: [action('k1', 'other'), action('k2', 'mend it')] }) as unknown as DeviationView,
    });
    expect((await find('row-DDDDDDDD')).textContent).toContain('Action overdue');
    const shown = (await find('work-action')).textContent;
    for (const text of ['mend it', '陈静', '2026-01-31', 'it stopped']) expect(shown).toContain(text);
    expect(shown).not.toContain('other');
    fireEvent.click(await find('work-open_deviation'));
    await waitFor(() => expect(window.location.hash).toBe(`#/deviations/${deviation}`));
  });

  it('says when there is nothing to settle', async () => {
    renderAt('/work', { 'work.list': () => ({ items: [], more: [] }) });
    expect((await find('empty-state')).textContent).toContain('Nothing to settle');
  });
});
