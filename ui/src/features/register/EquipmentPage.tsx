/** One device: how it stands, its services, times out of service, and what it was used on. */
import { Button } from '@mantine/core';
import { IconArrowLeft, IconBan, IconCertificate, IconCircleCheck, IconPencil } from '@tabler/icons-react';
import { useCommandQuery, type EquipmentView } from '@/api';
import { EmptyState, FormDialog, Loaded, PageHeader, Panel, TimeText, useCan, useTexts, useWord } from '@/shared';
import { ReasonForm, RegisterForm, ServiceForm } from './EquipmentForms';
import { DueText, Standing } from './EquipmentList';
import classes from './Register.module.css';
import { Uses } from './Uses';

interface Props {
  code: string;
  onBack: () => void;
}

export function EquipmentPage({ code, onBack }: Props) {
  const t = useTexts('register');
  const query = useCommandQuery('equipment.get', { code }, { keepPrevious: true });
  return (
    <>
      <Button className={classes.back} variant="default" leftSection={<IconArrowLeft size={20} />} onClick={onBack} data-testid="register-back">{t('back')}</Button>
      <Loaded query={query}>{(view) => <Page view={view} />}</Loaded>
    </>
  );
}

function Page({ view }: { view: EquipmentView }) {
  const t = useTexts('register');
  const word = useWord();
  const may = useCan('keep_register');
  const returns = useCan('review');
  const { row, services, outages, users } = view;
  const out = row.standing === 'out_of_service';
  return (
    <div className={classes.page} data-testid="equipment-page" data-standing={row.standing}>
      <PageHeader
        title={<span className={classes.head}><span className={classes.mono}>{row.code}</span> {row.name} <Standing row={row} /></span>}
        subtitle={[word('ThingKind', row.kind), row.site_code, row.room].filter(Boolean).join(' · ')}
        actions={
          <>
            {may ? (
              <>
                <FormDialog title={t('equipment.service')} testId="equipment-service" icon={<IconCertificate size={20} />}>
                  {(close) => <ServiceForm code={row.code} onDone={close} />}
                </FormDialog>
                <FormDialog title={t('equipment.edit')} testId="equipment-edit" variant="default" icon={<IconPencil size={20} />}>
                  {(close) => <EditForm view={view} onDone={close} />}
                </FormDialog>
              </>
            ) : null}
            {may && !out ? (
              <FormDialog title={t('equipment.take_out')} testId="equipment-take_out" variant="default" icon={<IconBan size={20} />}>
                {(close) => <ReasonForm command="equipment.take_out" code={row.code} onDone={close} />}
              </FormDialog>
            ) : null}
            {returns && out ? (
              <FormDialog title={t('equipment.return')} testId="equipment-return" icon={<IconCircleCheck size={20} />}>
                {(close) => <ReasonForm command="equipment.return" code={row.code} onDone={close} />}
              </FormDialog>
            ) : null}
          </>
        }
      />
      {row.out_reason === null ? null : <p className={classes.warn}>{t('equipment.out', { reason: row.out_reason })}</p>}
      <Panel title={t('service.title')}>
        <p>
          {word('ServiceKind', 'calibration')}: <DueText due={row.calibration} /> · {word('ServiceKind', 'maintenance')}: <DueText due={row.maintenance} />
        </p>
        {services.length === 0 ? <EmptyState title={t('service.none')} /> : (
          <table className={classes.table}>
            <thead><tr><th>{t('service.kind')}</th><th>{t('service.done_on')}</th><th>{t('service.due_on')}</th><th>{t('service.by')}</th><th>{t('service.certificate')}</th><th>{t('entered')}</th></tr></thead>
            <tbody>
              {services.map((done) => (
                <tr key={`${done.service} ${done.entered_ms} ${done.done_on}`}>
                  <td>{word('ServiceKind', done.service)}</td><td>{done.done_on}</td><td>{done.due_on}</td><td>{done.by}</td><td>{done.certificate}</td>
                  <td>{done.entered_by} <TimeText ms={done.entered_ms} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
      {outages.length === 0 ? null : (
        <Panel title={t('outage.title')}>
          <table className={classes.table}>
            <thead><tr><th>{t('outage.begun')}</th><th>{t('outage.reason')}</th><th>{t('outage.ended')}</th><th>{t('outage.reason')}</th></tr></thead>
            <tbody>
              {outages.map((outage) => (
                <tr key={outage.begun_ms}>
                  <td>{outage.begun_by} <TimeText ms={outage.begun_ms} /></td><td>{outage.reason}</td>
                  <td>{outage.ended_ms === null ? t('outage.lasts') : <>{outage.ended_by} <TimeText ms={outage.ended_ms} /></>}</td><td>{outage.ended_reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      )}
      <Uses code={row.code} users={users} />
    </div>
  );
}

function EditForm({ view, onDone }: { view: EquipmentView; onDone: () => void }) {
  const list = useCommandQuery('equipment.list', { used_up: false, after: null, limit: 1 });
  return <Loaded query={list}>{({ kinds }) => <RegisterForm kinds={kinds} row={view.row} onDone={onDone} />}</Loaded>;
}
