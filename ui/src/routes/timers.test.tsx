import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { TimerList, TimerView } from '@/api';
import { renderAt } from '@/test/working';

const find = (id: string) => screen.findByTestId(id);
const MINUTE_MS = 60_000;

const timer = (over: Partial<TimerView>): TimerView => ({
  donation: 'd', din: 'A999926000028', run: null, run_number: null, units: 1, step: 'seal', number: 44, zh: '封口', en: 'Seal', from_zh: '加入保护剂', from_en: 'Add DMSO',
  dwell: false, opens_ms: null, closes_ms: null, outside: 'signed', ...over,
});

function open(timers: TimerView[], path = '/search', more = 0) {
  const list: TimerList = { timers, more_passed: more, now_ms: Date.now() };
  return renderAt(path, { 'timer.list': () => list, 'work.list': () => ({ items: [], more: [] }), 'review.queue': () => ({ rows: [], next: null, unread: 0 }) });
}

describe('timers', () => {
  it('stand on a screen that has nothing to do with them, with who, which step, how long, and the way there', async () => {
    open([
      timer({ donation: 'd1', closes_ms: Date.now() + 25 * MINUTE_MS }),
      timer({ donation: 'd2', run: 'r1', run_number: '261122-AAAA', units: 12, step: 'cfu', en: 'Colonies', dwell: true, opens_ms: Date.now() + 60 * MINUTE_MS, closes_ms: Date.now() + 90 * MINUTE_MS }),
    ]);
    const links = await screen.findAllByTestId('timer');
    expect(links.map((link) => [link.getAttribute('href')?.replace(/^.*#/, '#'), link.dataset.pressure])).toEqual([['#/bench/d1', 'open'], ['#/bench/run.r1', 'waiting']]);
    expect(links[0]?.textContent).toMatch(/2[45]:\d\d left.*A999926000028.*44 Seal/);
    expect(links[1]?.textContent).toMatch(/Run 261122-AAAA · 12 units/);
    expect(screen.getByTestId('timer-said').textContent).toBe('');
  });

  it('are said once before they pass and once after', async () => {
    const soon = timer({ donation: 'd3', closes_ms: Date.now() + 5 * MINUTE_MS });
    const first = open([soon]);
    await waitFor(() => expect(screen.getByTestId('timer-said').textContent).toMatch(/^About to pass: A999926000028 44 Seal, only 0?[45]:\d\d left$/));
    first.unmount();
    const second = open([soon]);
    await find('timer');
    expect(screen.getByTestId('timer-said').textContent, 'not again').toBe('');
    second.unmount();
    open([timer({ donation: 'd4', closes_ms: Date.now() - 5 * MINUTE_MS })]);
    await waitFor(() => expect(screen.getByTestId('timer-said').textContent).toMatch(/^Passed: .*0?5:0\d over$/));
  });

  it('say how many more passed than stand there', async () => {
    open([timer({ donation: 'd5', closes_ms: Date.now() - 60 * MINUTE_MS })], '/search', 4);
    expect((await find('timers-passed')).textContent).toBe('+4 passed');
  });

  it('take no room where there are none', async () => {
    open([]);
    await find('nav-search');
    expect(screen.queryByTestId('timer-strip')).toBeNull();
  });
});

describe('the way to every screen', () => {
  it('finds one by a part of its name, opened by a key', async () => {
    open([], '/search');
    await find('nav-search');
    fireEvent.keyDown(window, { key: '0', code: 'Digit0', altKey: true });
    const field = await find('goto-find');
    fireEvent.change(field, { target: { value: 'stat' } });
    expect(screen.queryByTestId('goto-search')).toBeNull();
    expect((await find('goto-bank')).getAttribute('aria-selected')).toBe('true');
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(window.location.hash).toBe('#/bank'));
  });

  it('goes down the list by keys, and says where nothing has such a name', async () => {
    open([], '/search');
    await find('nav-search');
    fireEvent.keyDown(window, { key: '0', code: 'Digit0', altKey: true });
    const field = await find('goto-find');
    const options = screen.getAllByRole('option');
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    expect(options.map((option) => option.getAttribute('aria-selected')).indexOf('true')).toBe(1);
    fireEvent.change(field, { target: { value: 'no such screen' } });
    expect(screen.queryAllByRole('option')).toEqual([]);
    expect((await screen.findAllByRole('status')).some((one) => one.textContent === 'No screen has such a name.')).toBe(true);
  });
});
