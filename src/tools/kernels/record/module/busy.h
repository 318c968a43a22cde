/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A driver that is busy so many times, and then is not. Whoever of the actors tries a mutex finds it held until the count is used up.
 * The word of its owner is written in place of taking it, for the one who tries must not run into somebody who is asleep with it.
 */
#include <linux/mutex.h>

#include "names.h"

static struct { struct task_struct *holder; struct mutex *lock; int times; } busy;

static bool is_actor(struct task_struct *task);

static int busy_tried(struct kprobe *probe, struct pt_regs *regs)
{
	if (!busy.holder || current == busy.holder || !is_actor(current))
		return 0;
	busy.lock = (struct mutex *)regs->di;
	atomic_long_set(&busy.lock->owner, busy.times-- > 0 ? (long)busy.holder : 0);
	return 0;
}

static struct kprobe busy_probe = { .symbol_name = "mutex_trylock", .pre_handler = busy_tried };

/* 0 times: no longer. */
static long busy_do(int times)
{
	int error;

	if (!times) {
		busy.holder = NULL;
		if (busy.lock)
			atomic_long_set(&busy.lock->owner, 0);
		busy.lock = NULL;
		unregister_kprobe(&busy_probe);
		busy_probe.addr = NULL;
		busy_probe.flags = 0;
		return 0;
	}
	error = register_kprobe(&busy_probe);
	if (error)
		return error;
	busy.times = times;
	busy.holder = current;
	return 0;
}
