import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import bag from '@assets/labels/bag.json?raw';
import type { Commands, Permission, TemplateDetail, TemplateSummary, TemplateVersionView } from '@/api';
import { renderAt } from '@/test/working';

const find = (id: string) => screen.findByTestId(id);
const SUMMARY: TemplateSummary = { template: 'bag', version: 0, approved_by: null, approved_ms: null, waiting: 0, contested: false, problem: null };
const VERSION: TemplateVersionView = {
  id: 'e1', version: 1, content: bag.replace('[77, 9, 20, 20]', '[76.5, 9, 20, 20]'), content_digest: 'c'.repeat(64), based_on: 'a'.repeat(64), reason: 'nearer', drawn_by: '李', drawn_ms: 1,
  station_name: 'lab-1', state: 'drawn', approved_by: null, approved_ms: null, own: false, approval_digest: 'd'.repeat(64), back_to_digest: null, problem: null,
};
const DETAIL: TemplateDetail = {
  summary: SUMMARY, ours: bag, ours_digest: 'a'.repeat(64), placeholders: ['code', 'bank'], versions: [], contenders: [], withdrawals: [], back_to_ours: null,
};

function open(detail: TemplateDetail, permissions: Permission[] = ['view', 'draw_template', 'approve_template']) {
  const saved: Commands['template.save']['request'][] = [];
  const signed: Commands['template.approve']['request'][] = [];
  const rendered = renderAt('/templates/bag', {
    'template.get': () => detail,
    'template.preview': ({ content }) => ({
      pdf_base64: null, digest: '',
      faults: content?.includes('[90.5, 9, 20, 20]') ? [{ code: 'template.rule.outside', params: { value: '[90.5]' }, field: 'elements[5].area', severity: 'refusal' }] : [],
    }),
    'template.save': (request) => {
      saved.push(request);
      return detail;
    },
    'template.approve': (request) => {
      signed.push(request);
      return detail;
    },
  }, permissions);
  return { ...rendered, saved, signed };
}

describe('label templates', () => {
  it('are changed by fields, undone, and saved with a reason once nothing is wrong', async () => {
    const { saved } = open(DETAIL);
    fireEvent.click(await find('element-5'));
    expect(await find('template-save-not-ready'), 'nothing has changed').toBeTruthy();
    fireEvent.change(await find('part-x'), { target: { value: '90.5' } });
    expect((await find('fault-area')).textContent).toContain('outside the label');
    expect((await find('template-faults')).textContent).toContain('Element 6');
    expect(screen.queryByTestId('template-save'), 'wrong').toBeNull();
    fireEvent.click(await find('template-undo'));
    await waitFor(() => expect(screen.queryByTestId('template-faults')).toBeNull());
    fireEvent.change(await find('part-x'), { target: { value: '76.5' } });
    fireEvent.click(await find('template-save'));
    fireEvent.change(await find('field-reason'), { target: { value: 'nearer' } });
    fireEvent.click(await find('submit-template-save'));
    await waitFor(() => expect(saved).toEqual([{ template: 'bag', content: VERSION.content, based_on: 'a'.repeat(64), reason: 'nearer' }]));
  });

  it('are approved with the digest that was shown, not by who drew them', async () => {
    const { signed, unmount } = open({ ...DETAIL, versions: [VERSION] });
    fireEvent.click(await find('template-tab-versions'));
    fireEvent.click(await find('version-approve-1'));
    expect((await find('signature-dialog')).textContent).toContain('[76.5, 9, 20, 20]');
    fireEvent.change(await find('field-password'), { target: { value: 'secret' } });
    fireEvent.click(await find('signature-submit'));
    await waitFor(() => expect(signed).toEqual([{ template: 'bag', version: 'e1', digest: 'd'.repeat(64), login: null, password: 'secret' }]));
    unmount();
    open({ ...DETAIL, versions: [{ ...VERSION, own: true }] });
    fireEvent.click(await find('template-tab-versions'));
    expect(await find('version-own')).toBeTruthy();
    expect(screen.queryByTestId('version-approve-1')).toBeNull();
  });

  it('say what two stations decided differently', async () => {
    open({ ...DETAIL, summary: { ...SUMMARY, version: 1, contested: true }, contenders: [0, 1], versions: [{ ...VERSION, state: 'in_force' }] });
    fireEvent.click(await find('template-tab-versions'));
    expect((await find('template-contested')).textContent).toContain('Built-in template · Version 1');
  });
});
