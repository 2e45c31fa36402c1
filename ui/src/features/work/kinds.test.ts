import { beforeEach, describe, expect, it } from 'vitest';
import { addLocales, i18n, setLocale, type Texts } from '@/shared';
import { locales } from './index';
import { isResolvable, kindText } from './kinds';

addLocales('work', locales);
const t: Texts = (key, params) => String(i18n.t(key, { ns: 'work', ...params }));

beforeEach(() => setLocale('en'));

describe('work items', () => {
  it.each(['duplicate_din', 'duplicate_position', 'content_changed_after_release', 'proposed_rejection', 'run_unaccounted', 'contested_template', 'deviation_unsettled', 'room_stopped', 'sop_returned', 'refused_bag_kept', 'refused_family_not_told', 'stock_low', 'lot_ended', 'lot_ends_soon', 'device_overdue', 'device_due_soon', 'procedure_in_review', 'procedure_returned', 'action_due', 'action_overdue', 'action_check'])('%s has words in both languages', (kind) => {
    for (const locale of ['en', 'zh-CN'] as const) {
      setLocale(locale);
      expect(kindText('title', { kind }, t)).not.toBe(kind);
      expect(kindText('hint', { kind }, t)).not.toBe('');
    }
  });
  it('names a kind of tomorrow by its code', () => {
    expect(kindText('title', { kind: 'hla_discrepancy' }, t)).toBe('hla_discrepancy');
    expect(kindText('hint', { kind: 'hla_discrepancy' }, t)).toBe('');
  });
  it.each([['duplicate_din', true], ['duplicate_position', true], ['content_changed_after_release', false], ['proposed_rejection', false], ['run_unaccounted', false], ['contested_template', false], ['deviation_unsettled', false], ['refused_bag_kept', false], ['refused_family_not_told', false]])(
    '%s is settled here: %s',
    (kind, here) => expect(isResolvable(kind)).toBe(here),
  );
});
