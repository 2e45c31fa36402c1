/** Whether a sample is there that one station discarded and another one worked with since: both sides, then a signature. */
import { useState } from 'react';
import { useAct, type PartPresence } from '@/api';
import { ActForm, SubmitButton } from '../form/ActForm';
import { FieldRadio } from '../form/choices';
import { Buttons } from '../form/layout';
import { SignatureDialog, type Credential } from '../form/SignatureDialog';
import { FieldText } from '../form/texts';
import { useFields } from '../form/useFields';
import { useTexts, useWord } from '../i18n';
import { useSession } from '../session/context';
import type { FormProps } from './forms';
import { Sides } from './Sides';
import { two } from './words';

const FOUND: PartPresence[] = ['there', 'gone'];

export function SettleForm({ view, part, onDone }: FormProps) {
  const t = useTexts('samples');
  const word = useWord();
  const { operator } = useSession();
  const act = useAct('part.settle');
  /** The digest of the part as it was when the dialog was opened; what arrives later is not what was read. */
  const [signing, setSigning] = useState<string | null>(null);
  const { values, bind } = useFields({ found: null as PartPresence | null, reason: '' });
  const { found, reason } = values;
  const sign = (credential: Credential) => {
    if (found === null) return;
    act.mutate({ donation: view.donation, part: part.part, found, reason, digest: signing ?? '', ...credential }, { onSuccess: () => { setSigning(null); onDone(); } });
  };
  return (
    <>
      <ActForm act={signing === null ? act : { isPending: false, error: null }} onSubmit={() => { act.reset(); setSigning(part.settlement_digest); }}>
        <p>{t('hint.settle')}</p>
        <Sides sides={part.after_discard.map((event) => ({ number: part.number, kind: part.kind, unit: part.unit, event }))} />
        <FieldRadio {...bind('found')} options={FOUND.map((value) => ({ value, label: word('PartPresence', value) }))} required />
        <FieldText {...bind('reason')} required maxLength={200} />
        <Buttons><SubmitButton command="part.settle" act={act} disabled={found === null || reason.trim() === ''}>{t('count.sign')}</SubmitButton></Buttons>
      </ActForm>
      <SignatureDialog
        opened={signing !== null}
        onClose={() => setSigning(null)}
        meaning="part_settlement"
        signer={operator.name}
        digest={signing ?? ''}
        act={act}
        onSign={sign}
        what={<strong>{view.din}-{two(part.number)} {word('PartKind', part.kind)}: {found === null ? '' : word('PartPresence', found)}</strong>}
      />
    </>
  );
}
