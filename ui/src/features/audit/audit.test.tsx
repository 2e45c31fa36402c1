import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AuditListQuery, AuditRow } from '@/api';
import { DIN, DONATION } from '@/test/units';
import { renderAt } from '@/test/working';
import { NO_FILTERS, requestOf } from './filters';

beforeAll(() => {
  // jsdom lays nothing out: give the list a height.
  for (const name of ['offsetHeight', 'clientHeight', 'offsetWidth']) Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value: 600 });
});

const both = (text: string) => ({ zh: text, en: text });
const ROW: AuditRow = {
  station: 'st', seq: 7, at_ms: 1_780_000_000_000, doubts: [{ kind: 'backwards', by_ms: 3_600_000 }], happened_ms: null, operator: '李护士', second: null,
  site_code: 'LAB', station_name: 'lab-1', kind: 'collection.corrected', subject_kind: 'donation', subject: DIN, donation: DONATION,
  changes: [{ field: 'volume_ml', label: both('Net volume'), old: both('98.5 mL'), new: both('88.5 mL'), reason: 'typo', at_ms: 0, by: '李护士', replaced_ms: 0, replaced_by: '' }],
  reason: 'typo', warnings: [], warning_names: [], hash: 'abcdef012345',
};
const ANSWERS = {
  'admin.overview': () => ({ sites: [], stations: [], people: [], tanks: [], norm_profile: '', norm_profile_unconfirmed: 0, sop: '' }) as never,
  'audit.list': () => ({ rows: [ROW], next: null }),
  'audit.entry': () => ({
    row: ROW, fields: [{ name: 'reason', value: 'typo', replaced: false }], kind_version: 1, rule_set: 1, monotonic_ms: 1_500, boot: 'b0', offset_ms: -250,
    offset_age_ms: null, hash: 'f'.repeat(64), previous: '0'.repeat(64), body_hash: 'a'.repeat(64), has_personal: false,
  }),
  'audit.export': () => ({ path: '/prints/audit.csv', rows: 1 }),
};

describe('audit trail', () => {
  it('shows old and new value, reason, and a doubtful clock', async () => {
    renderAt('/audit', ANSWERS, ['view', 'audit']);
    const row = await screen.findByTestId('audit-row');
    expect(within(row).getByText('98.5 mL').tagName).toBe('S');
    expect(row.textContent).toContain('88.5 mL');
    expect(row.textContent).toContain('typo');
    expect(within(row).getByTestId('clock-doubt').textContent).toBe('Clock back by 60 min');
  });

  it('opens an entry with its evidence', async () => {
    renderAt('/audit', ANSWERS, ['view', 'audit']);
    fireEvent.click(await screen.findByTestId('audit-row'));
    await screen.findByText('f'.repeat(64));
    expect(screen.getByText('-0.250 s')).toBeTruthy();
  });

  it('asks for a report and exports what is shown', async () => {
    const { platform } = renderAt('/audit/reprints', ANSWERS, ['view', 'audit']);
    fireEvent.change(await screen.findByTestId('field-unit'), { target: { value: 'a9999 26' } });
    await waitFor(() => {
      const last = platform.asked.findLast(({ command }) => command === 'audit.list')?.args as AuditListQuery;
      expect(last.filter).toMatchObject({ unit: 'A999926', report: 'reprints' });
    });
    fireEvent.click(screen.getByTestId('audit-export-csv'));
    expect((await screen.findByTestId('audit-exported')).textContent).toContain('/prints/audit.csv');
    expect(platform.asked.findLast(({ command }) => command === 'audit.export')?.args).toMatchObject({ format: 'csv', filter: { report: 'reprints' } });
  });

  it('is not offered to others', async () => {
    renderAt('/bank', {}, ['view']);
    await screen.findByTestId('nav-bank');
    expect(screen.queryByTestId('nav-audit')).toBeNull();
  });
});

describe('days', () => {
  it('are whole and local, the last one included', () => {
    const filter = requestOf({ ...NO_FILTERS, from: '2026-11-01', until: '2026-11-01' }, 'all');
    expect(filter).toMatchObject({ from_ms: new Date(2026, 10, 1).getTime(), until_ms: new Date(2026, 10, 2).getTime(), report: null });
    expect(requestOf({ ...NO_FILTERS, from: 'soon' }, 'all').from_ms).toBeNull();
  });
});
