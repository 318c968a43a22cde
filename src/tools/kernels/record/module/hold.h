/* SPDX-License-Identifier: GPL-2.0 */
/* An actor who stays in the middle of a callback, until another one has him go on. */
#include <linux/completion.h>

#include "names.h"

static struct { char where[WORD]; struct completion *done, go; } hold;

/* Of the actor who runs now: completed, it has the next line of acts.txt done. */
static struct completion *done_by_current(void);

/* Once. */
static void hold_in(const char *where)
{
	if (strcmp(hold.where, where))
		return;
	hold.where[0] = 0;
	hold.done = done_by_current();
	init_completion(&hold.go);
	complete(hold.done);
	wait_for_completion(&hold.go);
}

static long hold_do(const char *where)
{
	strscpy(hold.where, where, WORD);
	return 0;
}

/* Returns when the one who was held has done all that its line says. */
static long go_on(void)
{
	if (!hold.done)
		return -ENOENT;
	reinit_completion(hold.done);
	complete(&hold.go);
	wait_for_completion_timeout(hold.done, 10 * HZ);
	hold.done = NULL;
	return 0;
}
