import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { CertificateRow } from '@/api';
import { DONATION, unitRow, unitView } from '@/test/units';
import { renderAt } from '@/test/working';

vi.mock('@/shared/pdf/render', () => ({ openPdf: () => Promise.resolve({ cleanup: () => {} }), drawPages: () => Promise.resolve([document.createElement('canvas')]) }));

const find = (id: string) => screen.findByTestId(id);
const ORIGINAL: CertificateRow = { document: 'release_certificate', called_off: false, number: 'C-26-0001', copy: 1, at_ms: 1, by: '何平', reason: null };

describe('certificates', () => {
  it('issue the original without a reason and a copy with one', async () => {
    let certificates: CertificateRow[] = [];
    const { platform } = renderAt(`/release/${DONATION}`, {
      'unit.get': () => unitView({ row: unitRow({ status: 'released' }), certificates }),
      'certificate.issue': ({ copy_reason }) => {
        certificates = [...certificates, { ...ORIGINAL, copy: certificates.length + 1, reason: copy_reason }];
        return { number: ORIGINAL.number, copy: certificates.length, pdf_base64: 'JVBERi0=', path: '/data/C-26-0001.pdf', job: null };
      },
    });
    await find('submit-certificate-issue');
    expect(screen.queryByTestId('field-copy_reason')).toBeNull();
    fireEvent.click(await find('submit-certificate-issue'));
    expect((await find('certificate-path')).textContent).toContain('/data/C-26-0001.pdf');
    await waitFor(() => expect(screen.getByTestId('pdf-view').getAttribute('data-state')).toBe('shown'));
    fireEvent.change(await find('field-copy_reason'), { target: { value: 'for the hospital' } });
    fireEvent.click(await find('submit-certificate-issue'));
    await waitFor(() => expect(screen.getAllByTestId('certificate-row')).toHaveLength(2));
    expect(platform.asked.filter(({ command }) => command === 'certificate.issue').map(({ args }) => args)).toEqual([
      { donation: DONATION, copy_reason: null, printer: null },
      { donation: DONATION, copy_reason: 'for the hospital', printer: null },
    ]);
  });
});
