#!/bin/sh
# The first process of the guest. It talks to the recorder over the console: "@@ ask ..." waits for a line back, "@@ say ..." does
# not. What it found goes out over the second serial port, as one archive, when all is done.
export PATH=/bin
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev 2>/dev/null
mount -t tmpfs tmp /tmp
mount -t tracefs trace /sys/kernel/tracing
T=/sys/kernel/tracing
stty -echo

say() { echo "@@ say $*"; }
ask() { echo "@@ ask $*"; read -r ANSWER; }

# Function names get suffixes from the compiler, so each is looked up among those that can be traced. One pass: forks are slow here.
set_up_tracer() {
	awk '
		FILENAME == "/functions" { wanted[$1] = $0; next }
		{ base = $1; sub(/[.].*/, "", base) }
		!(base in wanted) { next }
		{
			print $1 > "/tmp/filter"
			if (wanted[base] ~ / root/) print $1 > "/tmp/roots"
			if (base in probed) next
			probed[base] = 1
			if (wanted[base] ~ / enter/) printf "p:record/enter_%s %s a0=$arg1:x64 a1=$arg2:x64 a2=$arg3:x64\n", base, $1 > "/tmp/probes"
			if (wanted[base] ~ / leave/) printf "r:record/leave_%s %s value=$retval:x64\n", base, $1 > "/tmp/probes"
		}' /functions $T/available_filter_functions
	cat /tmp/filter > $T/set_ftrace_filter
	cat /tmp/roots > $T/set_graph_function
	while read -r probe; do echo "$probe" >> $T/kprobe_events || say "no probe: $probe"; done < /tmp/probes
	for option in funcgraph-proc funcgraph-abstime funcgraph-tail; do echo 1 > $T/options/$option; done
	echo 0 > $T/options/funcgraph-irqs
	say "$(wc -l < /tmp/filter) functions, $(wc -l < /tmp/probes) probes"
}

# record NAME COMMAND...
record() {
	name=$1; shift
	echo 0 > $T/tracing_on
	echo 6144 > $T/buffer_size_kb
	echo 0 > $T/options/overwrite
	echo global > $T/trace_clock
	echo function_graph > $T/current_tracer
	echo > $T/trace
	echo 1 > $T/events/record/enable
	echo 1 > $T/tracing_on
	"$@"
	# So that no call is the last that the buffer of its CPU has: such a one is not shown.
	for cpu in 1 2; do taskset $cpu sh -c "echo end > $T/trace_marker"; done
	echo 0 > $T/tracing_on
	echo 0 > $T/events/record/enable
	head -n 80000 $T/trace > /out/$name.txt
	echo nop > $T/current_tracer
	say "$name: $(wc -l < /out/$name.txt) lines"
}

# kpageflags NAME: a line for each page that user space sees as offline: number of its frame, word.
kpageflags() {
	hexdump -v -e '2/4 "%08x " "\n"' /proc/kpageflags | awk 'substr($1, 3, 1) ~ /[89a-f]/ { printf "%x %s\n", NR - 1, $1 }' > /out/$1.pages
}

# Small files all over memory, and every second one removed: what a balloon takes next is scattered. The static busybox of Debian 12
# has a find without -delete.
fragment() {
	mkdir /tmp/small
	awk 'BEGIN { for (i = 0; i < 40000; i++) { file = "/tmp/small/" i; printf "%4096s", "" > file; close(file) } }'
	find /tmp/small -name '*[13579]' | xargs rm
}

compact() { echo 1 > /proc/sys/vm/compact_memory; }

balloon_compact() {
	record inflate ask balloon -4k
	record deflate ask balloon 0k
	fragment
	ask balloon -128M
	rm -r /tmp/small
	kpageflags before
	record compact compact
	kpageflags after
	ask balloon 0k
}

# play FILE: each line is an actor and what it does. The console is for the host's answers, so the lines come from elsewhere.
play() {
	while read -r actor does more <&3; do
		case $does in
		balloon) ask balloon -$((more * 4))k ;;
		memory) ask memory $more ;;
		zram_*) $does ;;
		*) echo "$actor $does $more" >> /proc/actors ;;
		esac
	done 3< $1
}

# A disk of one block, whose contents cannot be compressed: an object as long as a page.
zram_store() {
	echo 4096 > /sys/block/zram0/disksize
	dd if=/dev/urandom of=/dev/zram0 bs=4096 count=1 conv=fsync 2>/dev/null
}
zram_discard() { blkdiscard /dev/zram0; }
zram_reset() { echo 1 > /sys/block/zram0/reset; }

acted() {
	echo online_movable > /sys/devices/system/memory/auto_online_blocks
	for does in zs_pool z3_pool vmw_listen; do echo "host $does" >> /proc/actors; done
	while read -r act <&4; do
		: > /proc/actors
		play /acts/$act.before
		record $act play /acts/$act.during
		cat /proc/actors > /out/$act.actors
		play /acts/$act.after
		ask balloon 0k
	done 4< /acts/order
}

for word in $(cat /proc/cmdline); do case $word in record=*) PATTERN=${word#record=} ;; esac; done
echo 0 > /proc/sys/vm/compaction_proactiveness 2>/dev/null
echo never > /sys/kernel/mm/transparent_hugepage/enabled 2>/dev/null
while read -r module; do insmod /modules/$module || say "module $module cannot be loaded"; done < /modules/order
set_up_tracer
case $PATTERN in
balloon-compact) balloon_compact ;;
acted) acted ;;
*) say "unknown pattern $PATTERN" ;;
esac
cat /tmp/filter > /out/functions
stty -F /dev/ttyS1 raw
tar -C /out -c . | gzip > /dev/ttyS1
say "done"
sync
poweroff -f
