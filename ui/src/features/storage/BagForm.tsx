/** Nothing in hand yet: scan a bag to store it, or a position to see who is there. */
import { IconBarcode } from '@tabler/icons-react';
import { useState } from 'react';
import { ActForm, FieldText, useTexts } from '@/shared';
import classes from './Storage.module.css';

const IDLE = { isPending: false, error: null };

export function BagForm({ onScan }: { onScan: (text: string) => void }) {
  const t = useTexts('storage');
  const [text, setText] = useState('');
  const submit = () => {
    if (text.trim() === '') return;
    setText('');
    onScan(text.trim());
  };
  return (
    <>
      <p className={classes.quiet}>{t('bag.hint')}</p>
      <ActForm act={IDLE} onSubmit={submit}>
        <FieldText name="bag_scan" value={text} onChange={setText} mono autoFocus label={t('bag.label')} rightSection={<IconBarcode size={22} aria-hidden />} />
      </ActForm>
    </>
  );
}
