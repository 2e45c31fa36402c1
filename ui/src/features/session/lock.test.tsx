import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { TimerView } from '@/api';
import { renderAt } from '@/test/working';

const SPIN: TimerView = {
  donation: 'd', din: 'A999926000001', run: null, run_number: null, units: 1, step: 'spin', number: 29, zh: '离心', en: 'First spin', from_zh: '', from_en: '',
  dwell: true, opens_ms: 1_000, closes_ms: 61_000, outside: 'signed',
};

it('shows the timers that run while the session is locked', async () => {
  renderAt('/search', { 'timer.list': () => ({ timers: [SPIN], more_passed: 2, now_ms: 2_000 }) }, [], { locked: true });
  const row = await screen.findByTestId('lock-timer');
  expect(row.textContent).toContain('A999926000001');
  expect(row.textContent).toContain('First spin');
  expect(screen.getByTestId('lock-timers-passed').textContent).toBe('+2 passed');
});

it('has no list where no timer runs', async () => {
  renderAt('/search', { 'timer.list': () => ({ timers: [], more_passed: 0, now_ms: 2_000 }) }, [], { locked: true });
  await screen.findByTestId('lock-screen');
  expect(screen.queryByTestId('lock-timers')).toBeNull();
});

it('shows, sounds and says them where nobody is signed in', async () => {
  const other = { ...SPIN, donation: 'e', din: 'A999926000002' };
  renderAt('/search', { 'timer.list': () => ({ timers: [other], more_passed: 0, now_ms: 2_000 }) }, [], { operator: null });
  expect((await screen.findByTestId('lock-timer')).textContent).toContain('A999926000002');
  await waitFor(() => expect(screen.getByTestId('lock-timer-said').textContent, 'once before it passes').toMatch(/^About to pass: A999926000002 29 First spin/));
});
