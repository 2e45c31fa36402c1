/** Ordering label sets, and saying that one is spoiled. */
import { useAct, useCommandQuery, type KitPrintView, type Locale } from '@/api';
import {
  ActForm, Buttons, FieldLongText, FieldNumber, FieldRadio, FieldScan, FieldSelect, Loaded, pick, ProblemAlert, SubmitButton, useFields, useSession, useTexts, useWord,
} from '@/shared';
import classes from './Printing.module.css';

const LOCALES: Locale[] = ['zh-CN', 'en'];

export function PrintKits({ onDone }: { onDone: () => void }) {
  const sites = useCommandQuery('admin.overview', {});
  const printers = useCommandQuery('printer.list', {});
  return (
    <Loaded query={sites}>
      {(bank) => (
        <Loaded query={printers}>
          {({ printers: all }) => (
            <Form
              onDone={onDone}
              sites={bank.sites.map((site) => ({ value: site.site, label: `${site.code} ${pick({ zh: site.name_zh, en: site.name_en })}` }))}
              printers={all}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

interface Props {
  sites: { value: string; label: string }[];
  printers: { name: string; kind: string }[];
  onDone: () => void;
}

function Form({ sites, printers, onDone }: Props) {
  const t = useTexts('printing');
  const word = useWord();
  const { state } = useSession();
  const act = useAct('kit.print');
  const { values, bind } = useFields({
    count: '10', to_site: (sites[0]?.value ?? null) as string | null, locale: state.locale as Locale | null, printer: (printers[0]?.name ?? null) as string | null,
  });
  const count = Number(values.count);
  const complete = Number.isInteger(count) && count > 0 && values.to_site !== null;
  const submit = () =>
    complete && act.mutate(
      { count, to_site: values.to_site ?? '', locale: values.locale ?? state.locale, printer: values.printer ?? '' },
      // Who should hear that another template was used hears it before the form goes.
      { onSuccess: ({ job, warning }) => job.state === 'done' && !warning && onDone() },
    );
  const unfinished = act.data && act.data.job.state !== 'done' ? act.data.job : null;
  return (
    <ActForm act={act} onSubmit={submit}>
      <FieldNumber {...bind('count')} label={t('kits.how_many')} required autoFocus />
      <FieldSelect {...bind('to_site')} label={t('kits.to_site')} required options={sites} />
      <FieldRadio {...bind('locale')} options={LOCALES.map((value) => ({ value, label: value === 'zh-CN' ? '中文' : 'English' }))} />
      <FieldRadio {...bind('printer')} options={printers.map(({ name, kind }) => ({ value: name, label: `${name} · ${word('PrinterKind', kind)}` }))} />
      {unfinished ? <p className={classes.hint} role="status">{t('kits.unfinished', { state: word('PrintState', unfinished.state) })}</p> : null}
      <ProblemAlert problem={unfinished?.problem ?? null} />
      <ProblemAlert problem={act.data?.warning} />
      <Buttons><SubmitButton command="kit.print" act={act} disabled={!complete || act.data !== undefined}>{t('kits.print')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function SpoilKit({ onDone }: { onDone: () => void }) {
  const t = useTexts('printing');
  const act = useAct('kit.spoil');
  const { values, bind } = useFields({ text: '', reason: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ text: values.text.trim(), reason: values.reason }, { onSuccess: onDone })}>
      <p className={classes.hint}>{t('kits.spoil_hint')}</p>
      <FieldScan {...bind('text')} label={t('kits.spoil_which')} required autoFocus />
      <FieldLongText {...bind('reason')} required maxLength={200} />
      <Buttons>
        <SubmitButton command="kit.spoil" act={act} disabled={values.text.trim() === '' || values.reason.trim() === ''}>{t('kits.spoil')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}

/** All sets of an order of which nothing came out. */
export function SpoilOrder({ order, onDone }: { order: KitPrintView; onDone: () => void }) {
  const t = useTexts('printing');
  const act = useAct('kit.spoil_order');
  const { values, bind } = useFields({ reason: '' });
  const { first, last } = order;
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ first, reason: values.reason }, { onSuccess: onDone })}>
      <p className={classes.hint}>{t('kits.spoil_order_text', { first, last })}</p>
      <FieldLongText {...bind('reason')} required autoFocus maxLength={200} />
      <Buttons>
        <SubmitButton command="kit.spoil_order" act={act} disabled={values.reason.trim() === ''}>{t('kits.spoil_order')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}
