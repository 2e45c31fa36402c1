/** What is left of blood or cells that gave more than there was, measured and signed. */
import { IconScale } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type PartRootView, type PartsView, type VolumeUnit } from '@/api';
import { ActForm, SubmitButton } from '../form/ActForm';
import { FieldRadio } from '../form/choices';
import { Buttons, FieldRow } from '../form/layout';
import { SignatureDialog, type Credential } from '../form/SignatureDialog';
import { FieldNumber, FieldText } from '../form/texts';
import { useFields } from '../form/useFields';
import { useTexts, useWord } from '../i18n';
import { useSession } from '../session/context';
import { ButtonDialog } from './ButtonDialog';
import { UNITS } from './forms';

interface Props {
  view: PartsView;
  root: PartRootView;
}

export function RootCount(props: Props) {
  const t = useTexts('samples');
  return (
    <ButtonDialog title={t('count_root')} testId={`root-count-${props.root.source}`} icon={<IconScale size={20} />} variant="default" keys="">
      {(close) => <Form {...props} onDone={close} />}
    </ButtonDialog>
  );
}

function Form({ view, root, onDone }: Props & { onDone: () => void }) {
  const t = useTexts('samples');
  const word = useWord();
  const { operator } = useSession();
  const act = useAct('part.count_root');
  /** The digest of what was taken as it was when the dialog was opened; what arrives later is not what was read. */
  const [signing, setSigning] = useState<string | null>(null);
  const { values, bind } = useFields({ volume: '', unit: 'ml' as VolumeUnit | null, reason: '' });
  const unit = values.unit ?? 'ml';
  const sign = (credential: Credential) =>
    act.mutate({ donation: view.donation, source: root.source, ...values, unit, digest: signing ?? '', ...credential }, { onSuccess: () => { setSigning(null); onDone(); } });
  return (
    <>
      <ActForm act={signing === null ? act : { isPending: false, error: null }} onSubmit={() => { act.reset(); setSigning(root.digest); }}>
        <p>{t('hint.count_root')}</p>
        <FieldRow>
          <FieldNumber {...bind('volume')} required autoFocus />
          <FieldRadio {...bind('unit')} options={UNITS.map((value) => ({ value, label: word('VolumeUnit', value) }))} />
        </FieldRow>
        <FieldText {...bind('reason')} required maxLength={200} />
        <Buttons><SubmitButton command="part.count_root" act={act} disabled={values.volume.trim() === '' || values.reason.trim() === ''}>{t('count.sign')}</SubmitButton></Buttons>
      </ActForm>
      <SignatureDialog
        opened={signing !== null}
        onClose={() => setSigning(null)}
        meaning="part_root_count"
        signer={operator.name}
        digest={signing ?? ''}
        act={act}
        onSign={sign}
        what={<strong>{view.din} {word('PartSource', root.source)}: {values.volume} {word('VolumeUnit', unit)}</strong>}
      />
    </>
  );
}
