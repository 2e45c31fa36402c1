import { describe, expect, it } from 'vitest';
import { formatDateTime } from '../i18n/format';
import { parseDay, parseMoment } from './moment';

describe('moments as typed', () => {
  it.each([
    ['2026-01-31', '2026-01-31'],
    ['2026/1/3', '2026-01-03'],
    ['20260131', '2026-01-31'],
    ['2026年1月31日', '2026-01-31'],
    ['２０２６－０１－３１', '2026-01-31'],
    ['2026-02-30', null],
    ['2026-13-01', null],
    ['31.01.2026', null],
    ['', null],
  ])('%s', (text, day) => expect(parseDay(text)).toBe(day));

  it.each(['2026-01-31 08:30', '20260131 0830', '2026/1/31 8:30'])('%s is a moment', (text) => {
    const ms = parseMoment(text);
    expect(ms === null ? null : formatDateTime(ms)).toBe('2026-01-31 08:30');
  });

  it.each(['2026-01-31', '2026-01-31 24:00', '2026-01-31 08:61', 'now'])('%s is none', (text) =>
    expect(parseMoment(text)).toBeNull());
});
