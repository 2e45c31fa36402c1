/** What this station's scanners are set to send around each code, and which of them are on a serial line. */
import { useAct } from '@/api';
import { ActForm, Buttons, FieldCheck, FieldText, SubmitButton, useFields, useSession, useTexts } from '@/shared';
import classes from './Section.module.css';
import { SerialScanners } from './SerialScanners';

export function ScannerForm({ onDone }: { onDone: () => void }) {
  const t = useTexts('admin');
  const act = useAct('settings.set_scanner');
  const { state } = useSession();
  const { values, bind } = useFields({ prefix: state.scanner.prefix, suffix: state.scanner.suffix, pairs: state.scanner.pairs });
  return (
    <>
      <ActForm act={act} onSubmit={() => act.mutate(values, { onSuccess: onDone })}>
        <p className={classes.text}>{t('scanner.text')}</p>
        <FieldText {...bind('prefix')} autoFocus mono />
        <FieldText {...bind('suffix')} mono />
        <FieldCheck {...bind('pairs')} label={t('scanner.pairs')} description={t('scanner.pairs_hint')} />
        <Buttons><SubmitButton command="settings.set_scanner" act={act}>{t('scanner.save')}</SubmitButton></Buttons>
      </ActForm>
      <SerialScanners />
    </>
  );
}
