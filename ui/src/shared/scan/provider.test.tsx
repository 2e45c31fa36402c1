import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { burst as type } from '@/test/burst';
import { renderWith } from '@/test/render';
import { RefusedScan, useScan, useScanBus, wrongKind } from './context';
import { ScanProvider } from './provider';

function Field({ onScan }: { onScan?: (text: string) => boolean }) {
  const [value, setValue] = useState('');
  useScan((text) => onScan?.(text) ?? false, onScan !== undefined);
  const { feedback } = useScanBus();
  return (
    <>
      <input aria-label="note" value={value} onChange={(event) => setValue(event.currentTarget.value)} />
      <p data-testid="feedback">{feedback ? `${feedback.tone} ${feedback.problem?.code ?? ''}` : ''}</p>
    </>
  );
}

async function burst(text: string, gap: number) {
  const input = screen.getByLabelText<HTMLInputElement>('note');
  input.focus();
  await type(input, text, gap);
  return input;
}

describe('ScanProvider', () => {
  it('takes a scan out of the field it fell into', async () => {
    const fallback = vi.fn(() => true);
    renderWith({}, <ScanProvider fallback={fallback}><Field /></ScanProvider>);
    fireEvent.change(screen.getByLabelText('note'), { target: { value: 'before ' } });
    const input = await burst('=G123425000001', 5);
    expect(fallback).toHaveBeenCalledExactlyOnceWith('=G123425000001');
    expect(input.value).toBe('before ');
  });

  it('leaves typing alone', async () => {
    const fallback = vi.fn(() => true);
    renderWith({}, <ScanProvider fallback={fallback}><Field /></ScanProvider>);
    const input = await burst('typed text', 120);
    expect(fallback).not.toHaveBeenCalled();
    expect(input.value).toBe('typed text');
  });

  it('asks the screen first and the shell when it passes', async () => {
    const fallback = vi.fn(() => true);
    const own = vi.fn((text: string) => text.startsWith('&'));
    renderWith({}, <ScanProvider fallback={fallback}><Field onScan={own} /></ScanProvider>);
    await burst('&L00012500', 5);
    expect(fallback).not.toHaveBeenCalled();
    await burst('=G12342500', 5);
    await waitFor(() => expect(fallback).toHaveBeenCalledExactlyOnceWith('=G12342500'));
    expect(own).toHaveBeenCalledTimes(2);
  });

  it('says what was wrong', async () => {
    const refuse = () => {
      throw wrongKind({ wanted: 'bag', got: 'tube' });
    };
    renderWith({}, <ScanProvider fallback={() => true}><Field onScan={refuse} /></ScanProvider>);
    await burst('=G12342500', 5);
    await waitFor(() => expect(screen.getByTestId('feedback').textContent).toBe('bad scan.wrong_kind'));
  });

  it('takes away what the scanners of the station add', async () => {
    const fallback = vi.fn(() => true);
    const { platform } = renderWith({}, <ScanProvider fallback={fallback} affixes={{ prefix: 'S:', suffix: '~' }}><Field /></ScanProvider>);
    await burst('S:]C1=G12342500~', 5);
    await act(async () => platform.emit({ type: 'scan', text: 'S:=G12342501~\r\n', at_ms: Date.now() }));
    expect(fallback.mock.calls).toEqual([['=G12342500'], ['=G12342501']]);
  });

  it('takes what a serial scanner sent', async () => {
    const fallback = vi.fn(() => true);
    const { platform } = renderWith({}, <ScanProvider fallback={fallback}><Field /></ScanProvider>);
    await act(async () => platform.emit({ type: 'scan', text: '=G12342500\r\n', at_ms: Date.now() }));
    expect(fallback).toHaveBeenCalledExactlyOnceWith('=G12342500');
  });

  it('takes no scan that comes too late for what the screen shows', async () => {
    const fallback = vi.fn(() => true);
    const { platform } = renderWith({}, <ScanProvider fallback={fallback}><Field /></ScanProvider>);
    await act(async () => platform.emit({ type: 'scan', text: '=G12342500', at_ms: Date.now() - 60_000 }));
    expect(fallback).not.toHaveBeenCalled();
  });

  it('follows the way of a refusal where the code is scanned again, not at once, late, or after another scan', async () => {
    let now = 1_790_000_000_000;
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now);
    const go = vi.fn(async () => {});
    const refuse = (text: string): boolean => {
      if (!text.startsWith('=')) return false;
      throw new RefusedScan({ code: 'scan.wrong_unit', params: {}, field: null, severity: 'refusal' }, { title: '', hint: '', go });
    };
    renderWith({}, <ScanProvider fallback={() => true}><Field onScan={refuse} /></ScanProvider>);
    const shows = async (text: string) => waitFor(() => expect(screen.getByTestId('feedback').textContent).toBe(text));
    await burst('=G12342500', 5);
    await shows('bad scan.wrong_unit');
    now += 500;
    await burst('=G12342500', 5);
    now += 2000;
    await burst('&L00012500', 5);
    await shows('good ');
    await burst('=G12342500', 5);
    await shows('bad scan.wrong_unit');
    now += 60_000;
    await burst('=G12342500', 5);
    expect(go).not.toHaveBeenCalled();
    now += 2000;
    await burst('=G12342500', 5);
    await shows('good ');
    expect(go).toHaveBeenCalledOnce();
    clock.mockRestore();
  });
});
