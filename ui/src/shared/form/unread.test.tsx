import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { renderWith } from '@/test/render';
import { setLocale } from '../i18n';
import { ActForm, SubmitButton } from './ActForm';
import { FieldDateTime } from './moments';

const IDLE = { isPending: false, error: null };

function Form({ sent, isWanted }: { sent: (number | null)[]; isWanted: boolean }) {
  const [at, setAt] = useState<number | null>(null);
  return (
    <ActForm act={IDLE} onSubmit={() => sent.push(at)}>
      <FieldDateTime name="effective_ms" label="From" value={at} onChange={setAt} isWanted={isWanted} />
      <SubmitButton command="procedure.approve" act={IDLE}>Approve</SubmitButton>
    </ActForm>
  );
}

it.each([
  [false, '2026-12-01', 0], [false, 'tomorrow', 0], [false, '', 1], [false, '2026-12-01 08:30', 1],
  [true, '', 0], [true, '2026-12-01 08:30', 1],
])('what cannot be read as a moment is never sent as if nothing was typed: wanted %s, %s', (isWanted, text, times) => {
  setLocale('en');
  const sent: (number | null)[] = [];
  renderWith({}, <Form sent={sent} isWanted={isWanted} />);
  const field = screen.getByTestId('field-effective_ms');
  if (text !== '') fireEvent.change(field, { target: { value: text } });
  const form = field.closest('form');
  if (form) fireEvent.submit(form);
  expect(sent).toHaveLength(times);
  expect(document.activeElement === field).toBe(times === 0);
  expect(field.getAttribute('aria-invalid') === 'true').toBe(times === 0);
});
