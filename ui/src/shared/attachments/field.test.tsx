import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useMemo, useState } from 'react';
import { describe, expect, it } from 'vitest';
import type { AttachmentRef, Commands, Permission, SessionState } from '@/api';
import { SessionContext } from '@/shared';
import { ScanProvider } from '@/shared/scan/provider';
import { renderWith } from '@/test/render';
import { FieldAttachment } from './FieldAttachment';

const KEPT: AttachmentRef = { digest: 'c'.repeat(64), media: 'csv', size: 2049 };
const REFUSED = { code: 'attachment.media', params: { name: 'log.exe', accept: 'csv' }, field: 'content', severity: 'refusal' as const };

function Field() {
  const [value, setValue] = useState('');
  return (
    <>
      <FieldAttachment name="values.log" label="Log" required donations={['u1', 'u2']} step="weigh" input={{ code: 'log', kind: 'file', accept: ['csv'], max_kb: 1024 }} value={value} onChange={setValue} />
      <output data-testid="value">{value}</output>
    </>
  );
}

function Screen({ permissions }: { permissions: Permission[] }) {
  const who = useMemo(() => ({ state: {} as SessionState, operator: { person: 'p', login: 'lab', name: '王', roles: [], permissions }, bank: {} as never }), [permissions]);
  return <SessionContext.Provider value={who}><ScanProvider fallback={() => true}><Field /></ScanProvider></SessionContext.Provider>;
}

function open(permissions: Permission[], content: string | null) {
  const asked: Commands['attachment.keep']['request'][] = [];
  renderWith({
    'attachment.keep': (request) => {
      if (request.name.endsWith('.exe')) throw REFUSED;
      asked.push(request);
      return KEPT;
    },
    'attachment.get': () => ({ kept: KEPT, at_ms: 1, by: '王', name: content === null ? null : 'log.csv', content }),
  }, <Screen permissions={permissions} />);
  return asked;
}

const choose = (name: string) => fireEvent.change(screen.getByTestId('file-log'), { target: { files: [new File(['a,b\n1,2\n'], name)] } });

describe('a file of a step', () => {
  it('is kept with every unit and named by its digest; what is refused says so and names nothing', async () => {
    const asked = open(['view_attachment'], btoa('a,b\n1,2\n'));
    choose('log.exe');
    await screen.findByTestId('wrong-log');
    expect(screen.getByTestId('value').textContent).toBe('');
    choose('log.csv');
    await waitFor(() => expect(screen.getByTestId('value').textContent).toBe(KEPT.digest));
    expect(screen.queryByTestId('wrong-log')).toBeNull();
    expect(asked).toEqual([{ donations: ['u1', 'u2'], step: 'weigh', input: 'log', name: 'log.csv', content: btoa('a,b\n1,2\n') }]);
    fireEvent.click(screen.getByTestId('attachment-cccccccc'));
    expect((await screen.findByTestId('attachment-text')).textContent).toBe('a,b\n1,2\n');
  });

  it('that this station does not hold says that it is not here', async () => {
    open(['view_attachment'], null);
    choose('log.csv');
    fireEvent.click(await screen.findByTestId('attachment-cccccccc'));
    await screen.findByTestId('attachment-elsewhere');
  });

  it('is no button for who may not see it', async () => {
    open([], 'YQ==');
    choose('log.csv');
    await screen.findByTestId('attachment-not-yours');
  });
});
