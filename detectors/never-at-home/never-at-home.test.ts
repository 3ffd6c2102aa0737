import { runStories } from '../../test/support/stories.ts';
import { neverAtHome } from './index.ts';

runStories(neverAtHome, import.meta.dirname);
