/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The host of vmw_balloon. The driver asks at a port of VMware's that no emulator has; a probe on each such instruction answers in its
 * place. Commands and answers are those of drivers/misc/vmw_balloon.c, without batches.
 */
#include <linux/delay.h>
#include <linux/module.h>

#include "names.h"

#define VMW_MAGIC 0x456c6d6f
#define IN_EAX_DX 0xed
#define WAIT_MS 8000
enum { VMW_START, VMW_GET_TARGET, VMW_LOCK = 2, VMW_UNLOCK = 3 };
enum { VMW_SUCCESS, VMW_RESET = 7, VMW_BUSY = 8 };

/* `given`: pages that the host has. Refusals count down. */
static struct { unsigned long target, given, starts; int refuse_lock, refuse_unlock, reset; } vmw;
static struct kprobe vmw_ports[8];

static int refused(int *times)
{
	return *times > 0 && (*times)--;
}

static unsigned long vmw_status(unsigned long command)
{
	switch (command) {
	case VMW_START:
		vmw.starts++;
		vmw.given = 0;
		return VMW_SUCCESS;
	case VMW_GET_TARGET:
		return refused(&vmw.reset) ? VMW_RESET : VMW_SUCCESS;
	case VMW_LOCK:
		if (refused(&vmw.refuse_lock))
			return VMW_BUSY;
		vmw.given++;
		return VMW_SUCCESS;
	case VMW_UNLOCK:
		if (refused(&vmw.refuse_unlock))
			return VMW_BUSY;
		vmw.given--;
		return VMW_SUCCESS;
	}
	return VMW_SUCCESS;
}

/* In place of the instruction, which is one byte long. */
static int vmw_answer(struct kprobe *probe, struct pt_regs *regs)
{
	if ((u32)regs->ax != VMW_MAGIC)
		return 0;
	regs->ax = vmw_status(regs->cx);
	regs->bx = vmw.target;
	regs->ip = (unsigned long)probe->addr + 1;
	return 1;
}

/* Keeps the kernel from making a jump of the probe: then nothing could be answered. */
static void vmw_after(struct kprobe *probe, struct pt_regs *regs, unsigned long flags)
{
}

static long vmw_listen(void)
{
	struct module *driver = CALL("find_module", struct module *(*)(const char *), "vmw_balloon");
	u8 *at, *end;
	int found = 0;

	if (IS_ERR_OR_NULL(driver))
		return -ENOSYS;
#if SINCE(6, 4)
	at = driver->mem[MOD_TEXT].base;
	end = at + driver->mem[MOD_TEXT].size;
#else
	at = driver->core_layout.base;
	end = at + driver->core_layout.text_size;
#endif
	for (; at < end && found < ARRAY_SIZE(vmw_ports); at++) {
		struct kprobe *probe = &vmw_ports[found];

		if (*at != IN_EAX_DX)
			continue;
		/* Only where an instruction begins. */
		*probe = (struct kprobe){ .addr = (void *)at, .pre_handler = vmw_answer, .post_handler = vmw_after };
		if (!register_kprobe(probe))
			found++;
	}
	return found ? 0 : -ENOSYS;
}

/* The driver looks once a second what the host wants. */
static long vmw_wait(unsigned long *word, unsigned long value)
{
	int ms;

	for (ms = 0; READ_ONCE(*word) != value; ms += 10) {
		if (ms > WAIT_MS)
			return -ETIMEDOUT;
		msleep(10);
	}
	return 0;
}

static long vmw_do(const char *op, const char *arg, const char *more)
{
	unsigned long number = 0;
	int ms;

	if (!strcmp(op, "listen"))
		return vmw_listen();
	if (!vmw_ports[0].addr)
		return -ENOSYS;
	if (kstrtoul(more, 0, &number) && kstrtoul(arg, 0, &number))
		number = 0;
	if (!strcmp(op, "target")) {
		vmw.target = number;
		return vmw_wait(&vmw.given, number);
	}
	if (!strcmp(op, "refuse")) {
		if (!strcmp(arg, "inflate"))
			vmw.refuse_lock = number;
		else
			vmw.refuse_unlock = number;
		return 0;
	}
	/* The host has lost the balloon, and wants none. The driver has begun to empty it when its page `arg` has gone. */
	if (!strcmp(op, "reset")) {
		struct page *page = page_of(arg);

		/* 5.10 asks again and again without giving its processor away, and the guest stands still: a soft lockup. */
		if (!SINCE(5, 11))
			return -ENOSYS;
		vmw.target = 0;
		vmw.reset = 1;
		for (ms = 0; page && PageOffline(page) && ms < WAIT_MS; ms += 10)
			msleep(10);
		return ms < WAIT_MS ? 0 : -ETIMEDOUT;
	}
	return -EINVAL;
}
