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
  const written: Commands['template.file']['request'][] = [];
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
    'template.file': (request) => {
      written.push(request);
      return { path: '/prints/template-bag.json' };
    },
    'template.list': () => ({ templates: [] }),
    'template.approve': (request) => {
      signed.push(request);
      return detail;
    },
  }, permissions);
  return { ...rendered, saved, signed, written };
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
    expect((await find('template-changes')).textContent).toContain('Data Matrix · Left 76.5 mm · Top 9 mm · Width 20 mm · Height 20 mm');
    fireEvent.click(await find('template-save'));
    fireEvent.change(await find('field-reason'), { target: { value: 'nearer' } });
    fireEvent.click(await find('submit-template-save'));
    await waitFor(() => expect(saved).toEqual([{ template: 'bag', content: VERSION.content, based_on: 'a'.repeat(64), reason: 'nearer' }]));
  });

  it('are opened from a file and written to one; what is wrong in it is said by its place', async () => {
    const { written } = open(DETAIL);
    await find('template-open');
    const choose = (text: string) => fireEvent.change(screen.getByTestId('template-file'), { target: { files: [new File([text], 'mine.json')] } });
    choose('%PDF-1.7');
    await waitFor(async () => expect((await find('template-file-said')).dataset.good).toBe('false'));
    expect((await find('template-file-said')).textContent).toContain('mine.json');
    expect((await find('template-undo') as HTMLButtonElement).disabled, 'nothing was taken').toBe(true);
    choose(' '.repeat(40_000));
    await waitFor(async () => expect((await find('template-file-said')).textContent).toContain('32 KB'));
    choose(bag.replace('[77, 9, 20, 20]', '[90.5, 9, 20, 20]'));
    expect((await find('template-faults')).textContent).toContain('Element 6');
    fireEvent.click(await find('template-download'));
    expect((await find('template-downloaded')).textContent).toContain('/prints/template-bag.json');
    expect(written[0]?.content).toContain('[90.5, 9, 20, 20]');
  });

  it('are not left by a slip while something is not saved', async () => {
    open(DETAIL);
    fireEvent.click(await find('element-5'));
    fireEvent.change(await find('part-x'), { target: { value: '76.5' } });
    fireEvent.click(await find('templates-back'));
    fireEvent.click(await find('leave-stay'));
    expect(window.location.hash).toBe('#/templates/bag');
    expect((await find('part-x') as HTMLInputElement).value, 'still there').toBe('76.5 mm');
    const closing = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(closing);
    expect(closing.defaultPrevented, 'the window asks').toBe(true);
    fireEvent.click(await find('templates-back'));
    fireEvent.click(await find('leave-go'));
    await waitFor(() => expect(window.location.hash).toBe('#/templates'));
    const later = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(later);
    expect(later.defaultPrevented, 'nothing is left to lose').toBe(false);
  });

  it('are approved with the digest that was shown, not by who drew them', async () => {
    const { signed, unmount } = open({ ...DETAIL, versions: [VERSION] });
    fireEvent.click(await find('template-tab-versions'));
    fireEvent.click(await find('version-approve-1'));
    expect((await find('signature-dialog')).textContent).toContain('Left 76.5 mm · Top 9 mm');
    fireEvent.change(await find('field-password'), { target: { value: 'secret' } });
    fireEvent.click(await find('signature-submit'));
    await waitFor(() => expect(signed).toEqual([{ template: 'bag', version: 'e1', digest: 'd'.repeat(64), login: null, password: 'secret' }]));
    unmount();
    open({ ...DETAIL, versions: [{ ...VERSION, own: true }] });
    fireEvent.click(await find('template-tab-versions'));
    expect(await find('version-own')).toBeTruthy();
    expect(screen.queryByTestId('version-approve-1')).toBeNull();
  });

  it('say what two stations decided differently, at once to who may settle it', async () => {
    open({ ...DETAIL, summary: { ...SUMMARY, version: 1, contested: true }, contenders: [0, 1], versions: [{ ...VERSION, state: 'in_force' }] });
    expect((await find('template-contested')).textContent).toContain('Built-in template · Version 1');
  });
});
