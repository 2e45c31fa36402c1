/** The line from this station to its centre: what lies between them, and how sparingly it is used. */
import { useAct, useCommandQuery, type CentreLine } from '@/api';
import { ActForm, Buttons, FieldCheck, FieldNumber, LineFields, Loaded, SubmitButton, useFields, useTexts } from '@/shared';
import classes from './Section.module.css';

export function LineForm({ onDone }: { onDone: () => void }) {
  const line = useCommandQuery('sync.line', {});
  return <Loaded query={line}>{(data) => <Fields line={data} onDone={onDone} />}</Loaded>;
}

function Fields({ line, onDone }: { line: CentreLine; onDone: () => void }) {
  const t = useTexts('admin');
  const act = useAct('sync.set_line');
  const { values, bind } = useFields({ ...line, away_hours: String(line.away_hours) });
  const away_hours = /^\d{1,5}$/.test(values.away_hours) ? Number(values.away_hours) : 0;
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ ...values, away_hours }, { onSuccess: onDone })}>
      <LineFields proxy={bind('proxy_url')} authority={bind('ca_pem')} />
      <div>
        <FieldCheck {...bind('metered')} label={t('line.metered_label')} />
        <p className={classes.text}>{t('line.metered_hint')}</p>
      </div>
      <FieldNumber {...bind('away_hours')} description={t('line.away_hint')} suffix={t('line.hours')} required />
      <Buttons><SubmitButton command="sync.set_line" act={act}>{t('line.save')}</SubmitButton></Buttons>
    </ActForm>
  );
}
