/** An action against a deviation that is to be done, or whose effect is to be checked: on the deviation's page. */
import { Button } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import { useCommandQuery, type WorkItem } from '@/api';
import { Facts, Loaded, Panel, TimeText, useOpen, useTexts } from '@/shared';
import { kindText } from './kinds';
import classes from './Work.module.css';

export function ActionPanel({ item }: { item: WorkItem }) {
  const t = useTexts('work');
  const open = useOpen();
  const [deviation = '', key] = item.key.slice(item.key.indexOf(':') + 1).split('~');
  const query = useCommandQuery('deviation.get', { deviation });
  return (
    <Panel title={kindText('title', item, t)} aside={<code className={classes.code}>{item.about}</code>}>
      <p className={classes.quiet}>{kindText('hint', item, t)}</p>
      <Loaded query={query}>
        {({ row, actions }) => {
          const action = actions.find((one) => one.key === key);
          if (!action) return null;
          const { done } = action;
          return (
            <div data-testid="work-action">
              <Facts
                items={[
                  [t('action.what'), <strong key="w">{action.what}</strong>],
                  [t('action.responsible'), action.responsible],
                  [t('action.due'), action.due_on],
                  [t('action.done'), done === null ? null : <span key="d">{done.text} · {done.by} <TimeText ms={done.at_ms} /></span>],
                  [t('action.against'), row.what_happened],
                ]}
              />
            </div>
          );
        }}
      </Loaded>
      <Button leftSection={<IconFlag size={20} />} onClick={() => open.screen('deviations', deviation)} data-testid="work-open_deviation">{t('open_deviation')}</Button>
    </Panel>
  );
}
