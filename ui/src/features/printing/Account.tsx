/** printed = applied + destroyed + still to be accounted for, by template; and saying what became of some. */
import { ActionIcon } from '@mantine/core';
import { IconCircleCheck, IconMinus, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type LabelCountView, type LabelFate, type UnitView } from '@/api';
import {
  ActForm, Buttons, changed, FieldLongText, FormDialog, SubmitButton, toTemplates, useCan, useFields, useTexts, useWord, type LabelSet,
} from '@/shared';
import classes from './Printing.module.css';

export function Account({ view }: { view: UnitView }) {
  const t = useTexts('printing');
  const word = useWord();
  const may = useCan('print_label');
  const { labels } = view;
  if (labels.length === 0) return <p className={classes.hint}>{t('count.none')}</p>;
  const open = labels.filter((count) => count.open > 0);
  const dialog = (fate: LabelFate) => (
    <FormDialog
      title={t(`count.${fate}`)}
      testId={`labels-${fate}`}
      variant="default"
      icon={fate === 'applied' ? <IconCircleCheck size={20} /> : <IconTrash size={20} />}
    >
      {(close) => <AccountForm donation={view.row.donation} fate={fate} open={open} onDone={close} />}
    </FormDialog>
  );
  return (
    <>
      <table className={classes.table} data-testid="label-counts">
        <thead>
          <tr>
            <th>{t('count.label')}</th>
            <th>{t('count.printed')}</th>
            <th>{word('LabelFate', 'applied')}</th>
            <th>{word('LabelFate', 'destroyed')}</th>
            <th>{t('count.open')}</th>
          </tr>
        </thead>
        <tbody>
          {labels.map((count) => (
            <tr key={count.template} data-testid={`label-count-${count.template}`} data-open={count.open}>
              <th scope="row">{word('LabelTemplate', count.template)}</th>
              <td>{count.printed}</td>
              <td>{count.applied}</td>
              <td>{count.destroyed}</td>
              <td className={count.open > 0 ? classes.missing : undefined}>{count.open}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {open.length > 0 && may ? <div className={classes.actions}>{dialog('applied')}{dialog('destroyed')}</div> : null}
      {open.length === 0 ? <p className={classes.hint}>{t('count.complete')}</p> : null}
    </>
  );
}

interface Props {
  donation: string;
  fate: LabelFate;
  open: LabelCountView[];
  onDone: () => void;
}

function AccountForm({ donation, fate, open, onDone }: Props) {
  const t = useTexts('printing');
  const shared = useTexts();
  const word = useWord();
  const act = useAct('label.account');
  const { values, bind } = useFields({ reason: '' });
  // All that is open was applied, as a rule; what was spoiled is counted one by one.
  const [set, setSet] = useState<LabelSet>(() => Object.fromEntries(open.map((count) => [count.template, fate === 'applied' ? count.open : 0])));
  const templates = toTemplates(set);
  const more = ({ template, open: left }: LabelCountView, by: number) => {
    const next = changed(set, template, by);
    if ((next[template] ?? 0) <= left) setSet(next);
  };
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ donation, fate, templates, reason: values.reason }, { onSuccess: onDone })}>
      {open.map((count) => (
        <div key={count.template} className={classes.count} data-testid={`account-${count.template}`}>
          <span>{word('LabelTemplate', count.template)}</span>
          <ActionIcon variant="default" onClick={() => more(count, -1)} aria-label={shared('labels.fewer')} data-testid={`fewer-${count.template}`}><IconMinus size={18} /></ActionIcon>
          <strong>{set[count.template] ?? 0} / {count.open}</strong>
          <ActionIcon variant="default" onClick={() => more(count, 1)} aria-label={shared('labels.more')} data-testid={`more-${count.template}`}><IconPlus size={18} /></ActionIcon>
        </div>
      ))}
      <FieldLongText {...bind('reason')} required={fate === 'destroyed'} maxLength={200} />
      <Buttons>
        <SubmitButton command="label.account" act={act} disabled={templates.length === 0 || (fate === 'destroyed' && values.reason.trim() === '')}>
          {t(`count.${fate}`)}
        </SubmitButton>
      </Buttons>
    </ActForm>
  );
}
