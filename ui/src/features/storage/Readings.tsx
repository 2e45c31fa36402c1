/** A tank's readings of temperature and level: one is entered, all are read through and reviewed by signature. */
import { Button, Loader } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconClock, IconSignature } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, useCommandQuery, type TankReading, type TankReadings } from '@/api';
import {
  ActForm, Buttons, EmptyState, FieldDateTime, FieldLongText, FieldRow, FieldText, Loaded, Panel, SignatureDialog,
  SubmitButton, TimeText, Tone, useCan, useFields, useSession, useTexts,
} from '@/shared';
import classes from './Readings.module.css';

export function Readings({ tank }: { tank: string }) {
  const t = useTexts('storage');
  const readings = useCommandQuery('storage.readings', { tank }, { keepPrevious: true });
  return (
    <Panel title={t('reading.title')}>
      <Loaded query={readings}>{(data) => <Shown data={data} busy={readings.isFetching} />}</Loaded>
    </Panel>
  );
}

function Shown({ data, busy }: { data: TankReadings; busy: boolean }) {
  const t = useTexts('storage');
  const mayRead = useCan('store');
  const mayReview = useCan('review');
  const [entered, setEntered] = useState(0);
  return (
    <div data-testid="storage-readings" data-unreviewed={data.unreviewed}>
      <p className={classes.state}>
        {data.due
          ? <Tone tone="orange" icon={IconAlertTriangle}>{t('reading.due')}</Tone>
          : <Tone tone="green" icon={IconCircleCheck}>{t('reading.current')}</Tone>}
        {data.due_ms === null ? null : <span><IconClock size={16} aria-hidden /> {t('reading.next')} <TimeText ms={data.due_ms} /></span>}
        <span>{t('reading.limit', { limit: data.limit })}</span>
        {busy ? <Loader size="xs" aria-hidden /> : null}
      </p>
      {mayRead ? <Enter key={entered} tank={data.tank.tank} onDone={() => setEntered(entered + 1)} /> : null}
      {data.readings.length === 0 ? <EmptyState title={t('reading.none')} /> : <Table readings={data.readings} />}
      {mayReview && data.unreviewed > 0 ? <Review data={data} /> : null}
    </div>
  );
}

function Enter({ tank, onDone }: { tank: string; onDone: () => void }) {
  const t = useTexts('storage');
  const act = useAct('storage.read_tank');
  const { values, bind } = useFields({ temperature_c: '', level_percent: '', read_ms: null as number | null, action: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ tank, ...values }, { onSuccess: onDone })}>
      <FieldRow>
        <FieldText {...bind('temperature_c')} label={t('reading.temperature')} description={t('reading.temperature_hint')} required />
        <FieldText {...bind('level_percent')} label={t('reading.level')} description={t('reading.level_hint')} />
        <FieldDateTime {...bind('read_ms')} label={t('reading.when')} description={t('reading.when_hint')} />
      </FieldRow>
      {act.error?.field === 'action' || values.action !== '' ? (
        <FieldLongText {...bind('action')} label={t('reading.action')} required maxLength={500} />
      ) : null}
      <Buttons>
        <SubmitButton command="storage.read_tank" act={act} disabled={values.temperature_c.trim() === ''}>{t('reading.enter')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}

function Table({ readings }: { readings: TankReading[] }) {
  const t = useTexts('storage');
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>{t('reading.when')}</th><th>{t('reading.temperature')}</th><th>{t('reading.level')}</th>
          <th>{t('reading.by')}</th><th>{t('reading.action')}</th><th>{t('reading.reviewed')}</th>
        </tr>
      </thead>
      <tbody>
        {readings.map((reading, index) => (
          <tr key={index} data-verdict={reading.verdict}>
            <td>
              <TimeText ms={reading.read_ms} />
              {reading.entered_ms - reading.read_ms > 60_000 ? <div className={classes.quiet}>{t('reading.entered')} <TimeText ms={reading.entered_ms} /></div> : null}
            </td>
            <td>
              {reading.verdict === 'pass'
                ? `${reading.temperature_c} °C`
                : <Tone tone="red" icon={IconAlertTriangle}>{`${reading.temperature_c} °C`}</Tone>}
            </td>
            <td>{reading.level_percent === null ? '' : `${reading.level_percent} %`}</td>
            <td>{reading.by}</td>
            <td>{reading.action}</td>
            <td>
              {reading.reviewed_ms === null
                ? <span className={classes.quiet}>{t('reading.unreviewed')}</span>
                : <>{reading.reviewed_by} <TimeText ms={reading.reviewed_ms} />{reading.note ? <div className={classes.quiet}>{reading.note}</div> : null}</>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Review({ data }: { data: TankReadings }) {
  const t = useTexts('storage');
  const { operator } = useSession();
  const act = useAct('storage.review_readings');
  // What changes while the dialog is open is not what was read.
  const [shown, setShown] = useState<TankReadings | null>(null);
  const { values, bind } = useFields({ note: '' });
  const close = () => setShown(null);
  const open = (shown ?? data).readings.filter((reading) => reading.reviewed_ms === null);
  const outside = open.filter((reading) => reading.verdict !== 'pass').length;
  return (
    <>
      <Buttons>
        <Button
          variant="default"
          leftSection={<IconSignature size={20} />}
          onClick={() => {
            act.reset();
            setShown(data);
          }}
          data-testid="storage-review"
        >
          {t('reading.review', { count: data.unreviewed })}
        </Button>
      </Buttons>
      <SignatureDialog
        opened={shown !== null}
        onClose={close}
        meaning="readings"
        signer={operator.name}
        digest={shown?.digest}
        act={act}
        onSign={(credential) =>
          act.mutate({ tank: data.tank.tank, digest: shown?.digest ?? '', note: values.note, ...credential }, { onSuccess: close })}
        what={
          <>
            <p>{t('reading.what', { code: data.tank.code, count: open.length, outside })}</p>
            <Table readings={open} />
            <FieldLongText {...bind('note')} label={t('reading.note')} maxLength={500} />
          </>
        }
      />
    </>
  );
}
