/** Labels for boxes and equipment: a first code, counted on, or one line for each thing. */
import { useState } from 'react';
import type { LabelTemplate } from '@/api';
import { FieldLongText, useTexts } from '@/shared';
import { CodeForm } from './CodeForm';
import { itemsOf } from './things';

export function Things({ template }: { template: Extract<LabelTemplate, 'shipping_box' | 'equipment'> }) {
  const t = useTexts('printing');
  const [text, setText] = useState('');
  return (
    <CodeForm template={template} items={itemsOf(text)}>
      <FieldLongText
        name="items"
        label={t(`codes.list_${template}`)}
        description={t(`codes.list_${template}_hint`)}
        value={text}
        onChange={setText}
        required
        autoFocus
        maxLength={20_000}
      />
    </CodeForm>
  );
}
