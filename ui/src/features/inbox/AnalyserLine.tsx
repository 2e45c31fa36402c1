/** How the analysers of this station are, in one line. */
import { IconPlugConnected, IconPlugX } from '@tabler/icons-react';
import { useCommandQuery } from '@/api';
import { problemText, Tone } from '@/shared';
import classes from './Inbox.module.css';

export function AnalyserLine() {
  const list = useCommandQuery('analyser.list', {});
  return (
    <div className={classes.analysers}>
      {list.data?.analysers.map(({ setting, state, problem }) => (
        <span key={setting.name} title={problem ? problemText(problem) : undefined} data-testid={`inbox-analyser-${setting.name}`} data-state={state}>
          <Tone tone={state === 'lost' ? 'red' : state === 'connected' ? 'green' : 'grey'} icon={state === 'lost' ? IconPlugX : IconPlugConnected}>
            {setting.name}
          </Tone>
        </span>
      ))}
    </div>
  );
}
