import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { DecideReceipt, ReceiptView, UnitView } from '@/api';
import { DIN, DONATION, unitRow } from '@/test/units';
import { renderAt } from '@/test/working';

const SHIPMENT = 'b'.repeat(32);
const receipt: ReceiptView = {
  donation: DONATION, received_ms: 0, hours_since_collection: '50.1', temperature_min_c: '8', temperature_max_c: '19', intact: true,
  findings: [{ rule: 'transport_hours', verdict: 'fail', value: '50.1', limit: '≤ 48 h', source: 'x' }],
  proposed: 'reject', decision: null, decision_reason: null, digest: 'd1', anew: false,
};

describe('a decision on arrival', () => {
  it('asks for the password only when the program wants a signature, and sends it with the same decision', async () => {
    const sent: DecideReceipt[] = [];
    renderAt(`/receipt/${SHIPMENT}.${DONATION}`, {
      'shipment.get': () => ({
        row: {
          shipment: SHIPMENT, box_code: 'B1', status: 'in_transit', from_site_code: 'H', to_site_code: 'LAB', units: 1, units_received: 1, packed_ms: 0,
          handed_over_ms: 1,
        },
        courier: 'c', seal: 's', units: [unitRow({ status: 'received' })],
      }),
      'unit.get': () => ({ row: unitRow({ status: 'received' }), shipment: SHIPMENT, receipt, results: [] }) as unknown as UnitView,
      'receipt.decide': (request) => {
        sent.push(request);
        if (request.password === null) throw { code: 'decision.signature_missing', params: {}, field: 'password', severity: 'warning' };
        return { donation: DONATION, din: DIN, status: 'quarantined' };
      },
    }, ['view', 'receive']);
    fireEvent.click(await screen.findByTestId('field-decision-quarantine'));
    fireEvent.change(await screen.findByTestId('field-reason'), { target: { value: 'late courier' } });
    fireEvent.click(await screen.findByTestId('submit-receipt-decide'));
    fireEvent.change(await screen.findByTestId('field-password'), { target: { value: 'secret 1' } });
    fireEvent.click(await screen.findByTestId('signature-submit'));
    const decided = { donation: DONATION, decision: 'quarantine', reason: 'late courier' };
    await waitFor(() => expect(sent).toEqual([{ ...decided, digest: null, login: null, password: null }, { ...decided, digest: 'd1', login: null, password: 'secret 1' }]));
  });
});
