import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Commands, Permission, ProcedureList, ProcedureView } from '@/api';
import { renderAt } from '@/test/working';

const SOP: ProcedureView = {
  kind: 'sop', code: 'processing-hes', version: '1', zh: '手工法', en: 'Manual HES', digest: 'a'.repeat(64), state: 'not_approved', approved_by: null,
  approved_ms: null, effective_ms: null,
  lines: [{ number: 16, zh: '称重', en: 'Weigh', limit: '5 – 500 g', source: '', needs_second: false, confirmed: true }],
};
const LIMITS: ProcedureView = {
  ...SOP, kind: 'limits', code: 'template-cn', zh: '模板', en: 'Template', digest: 'b'.repeat(64), state: 'in_force', approved_by: '陈静', approved_ms: 1, effective_ms: 1,
};
const bank = { sites: [], stations: [], people: [], tanks: [], norm_profile: '', norm_profile_unconfirmed: 0, sop: '' } as never;
const find = (id: string) => screen.findByTestId(id);

function open(permissions: Permission[], approve?: (request: Commands['procedure.approve']['request']) => ProcedureList) {
  let list: ProcedureList = { procedures: [SOP, LIMITS] };
  return renderAt('/admin', {
    'admin.overview': () => bank,
    'procedure.list': () => list,
    'procedure.approve': (request) => {
      if (!approve) throw new Error('not asked for');
      list = approve(request);
      return list;
    },
  }, permissions);
}

describe('procedures', () => {
  it('are approved with the digest that was shown', async () => {
    const signed: Commands['procedure.approve']['request'][] = [];
    open(['view', 'approve_procedure'], (request) => {
      signed.push(request);
      return { procedures: [{ ...SOP, state: 'in_force', approved_by: '陈静', approved_ms: 2, effective_ms: 2 }, LIMITS] };
    });
    expect((await find('procedure-sop')).dataset.state).toBe('not_approved');
    expect(screen.queryByTestId('procedure-approve-limits'), 'approved already').toBeNull();
    fireEvent.click(await find('procedure-approve-sop'));
    expect((await find('signature-dialog')).textContent).toContain('Manual HES');
    fireEvent.change(await find('field-password'), { target: { value: 'secret' } });
    fireEvent.click(await find('signature-submit'));
    await waitFor(() => expect(signed).toEqual([{
      kind: 'sop', code: 'processing-hes', version: '1', digest: 'a'.repeat(64), effective_ms: null, login: null, password: 'secret',
    }]));
    await waitFor(() => expect(screen.getByTestId('procedure-sop').dataset.state).toBe('in_force'));
  });

  it('are read by who may not approve', async () => {
    open(['view', 'administer']);
    fireEvent.click(await find('admin-tab-procedures'));
    expect((await find('procedure-sop')).textContent).toContain('Not approved');
    expect(screen.queryByTestId('procedure-approve-sop')).toBeNull();
  });

  it('open first where nothing else is to be set', async () => {
    open(['view', 'approve_procedure']);
    await find('procedure-limits');
    expect(screen.queryByTestId('admin-tab-people')).toBeNull();
  });
});
