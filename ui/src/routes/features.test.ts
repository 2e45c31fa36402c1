import { describe, expect, it } from 'vitest';
import type { Permission } from '@/api';
import { homeOf, visibleNav } from './features';

describe('an operator', () => {
  it.each<[string, Permission[]]>([
    ['storage', ['view', 'store', 'print_label', 'record_step']],
    ['bench', ['view', 'process', 'record_step']],
    ['collection', ['view', 'collect', 'ship', 'record_step']],
    ['search', ['view']],
  ])('begins the day at %s', (home, permissions) => expect(homeOf(permissions)).toBe(home));

  it('sees the bench where a step may be theirs', () => {
    const screens = (permissions: Permission[]) => visibleNav(permissions).map(({ screen }) => screen);
    expect(screens(['view', 'store', 'record_step'])).toContain('bench');
    expect(screens(['view', 'store'])).not.toContain('bench');
  });

  it('sees what is to do where a bag or a family may be theirs', () => {
    const screens = (permissions: Permission[]) => visibleNav(permissions).map(({ screen }) => screen);
    expect(screens(['view', 'record_step'])).toContain('work');
    expect(screens(['view', 'view_personal'])).toContain('work');
    expect(screens(['view', 'store'])).not.toContain('work');
  });
});
