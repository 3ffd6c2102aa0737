import { runSetStories } from '../../test/support/set-stories.ts';
import { sharedDevice } from './index.ts';

runSetStories(sharedDevice, import.meta.dirname);
