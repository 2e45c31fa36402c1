/** What was taken from a message, and what each result was made of. */
import type { InboxTaken } from '@/api';
import { pick, useOpen, useTexts } from '@/shared';
import classes from './Inbox.module.css';

export function TakenTable({ taken }: { taken: InboxTaken[] }) {
  const t = useTexts('inbox');
  const open = useOpen();
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr><th>{t('unit')}</th><th>{t('test')}</th><th>{t('value')}</th><th>{t('made_of')}</th><th>{t('by')}</th></tr>
        </thead>
        <tbody>
          {taken.map((one, index) => (
            <tr key={index} data-testid="inbox-taken">
              <td><button type="button" className={classes.link} onClick={() => open.unit(one.donation)} data-mono>{one.din}</button></td>
              <td>{pick(one.test)}</td>
              <td data-mono>{[one.value, one.unit].filter(Boolean).join(' ')}</td>
              <td>
                {one.inputs.map((input) => (
                  <span key={input.name} className={classes.input}>{pick(input)} <span data-mono>{[input.value, input.unit].filter(Boolean).join(' ')}</span></span>
                ))}
              </td>
              <td>{one.by || t('by_itself')}{one.reason ? <span className={classes.quiet}><br />{one.reason}</span> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
