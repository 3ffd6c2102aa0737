import { runSetStories } from '../../test/support/set-stories.ts';
import { sharedAddress } from './index.ts';

runSetStories(sharedAddress, import.meta.dirname);
